package io.d2v.core.embed;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Samples that a program has in memory.
 *
 * @param samples of one or more
 */
public record Samples(List<Sample> samples) implements Dataset {
  /** Copies the list. */
  public Samples {
    samples = List.copyOf(samples);
  }

  /** Files as they are stored, each a sample: JPEGs, recordings. Called by their index. */
  public static List<Sample> encoded(List<byte[]> files) {
    return all(files, Sample.Encoded::new);
  }

  /** Texts, each a sample. Called by their index. */
  public static List<Sample> texts(List<String> texts) {
    return all(texts, Sample.Text::new);
  }

  private static <T> List<Sample> all(List<T> from, Function<T, Sample.Content> content) {
    return IntStream.range(0, from.size())
        .mapToObj(i -> Sample.of(Integer.toString(i), content.apply(from.get(i))))
        .toList();
  }

  @Override
  public long size() {
    return samples.size();
  }

  @Override
  public Sample read(long index) {
    return samples.get(Math.toIntExact(index));
  }

  @Override
  public void close() {}
}
