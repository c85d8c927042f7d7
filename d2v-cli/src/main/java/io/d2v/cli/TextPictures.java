package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.api.Mask;
import io.d2v.api.graph.Array;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.report.Figure;
import io.d2v.bench.report.Gallery;
import io.d2v.bench.report.Passage;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Lines of text with masked tokens marked, and tokens in the colours of their features. */
final class TextPictures implements DemoPictures {
  private static final int SHOWN = 8;

  @Override
  public int shown() {
    return SHOWN;
  }

  @Override
  public List<Gallery> galleries(Dataset data, List<ShownSample> samples) {
    List<String> vocabulary = data.vocabulary();
    return List.of(
        new Gallery(
            "What the student reads",
            "Lines to test on. What stands out in the first row is hidden from the student, who"
                + " must predict it. Below, the three principal components of each token's"
                + " features as red, green and blue, of the encoder before training and after:"
                + " tokens of like colours have like features.",
            1,
            samples.stream().map(sample -> passage(sample, vocabulary)).toList()));
  }

  private static Figure passage(ShownSample sample, List<String> vocabulary) {
    Array ids = Objects.requireNonNull(sample.example().arrays().get("ids")); // [T]
    List<String> texts =
        IntStream.of(ids.ints()).limit(sample.example().valid()).mapToObj(vocabulary::get).toList();
    Mask mask = sample.mask();
    return new Passage(
        sample.label(),
        List.of(
            line("masked", texts, token -> masked(texts.get(token), mask.contains(token))),
            line("before", texts, coloured(texts, sample.before())),
            line("after", texts, coloured(texts, sample.after()))));
  }

  private static Passage.Line line(
      String name, List<String> texts, IntFunction<Passage.Piece> piece) {
    return new Passage.Line(name, IntStream.range(0, texts.size()).mapToObj(piece).toList());
  }

  private static Passage.Piece masked(String text, boolean hidden) {
    return hidden ? new Passage.Masked(text) : new Passage.Plain(text);
  }

  private static IntFunction<Passage.Piece> coloured(List<String> texts, Pixels colours) {
    return token -> new Passage.Coloured(texts.get(token), colours.colours()[token]);
  }
}
