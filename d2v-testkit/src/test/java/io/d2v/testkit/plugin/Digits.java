package io.d2v.testkit.plugin;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Factory;
import io.d2v.api.Masker;
import io.d2v.api.Modality;
import io.d2v.api.Sample;
import io.d2v.api.Settings;
import io.d2v.api.TargetBuilder;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Lines of digits: each line of a file is a sample, its first digit the label. */
final class Digits implements Modality {
  record DigitSettings(int tokens) {}

  private record Part<T>(String name, Function<Settings, T> maker) implements Factory<T> {
    @Override
    public T create(Settings settings) {
      return maker.apply(settings);
    }
  }

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public Factory<Encoder> encoder() {
    return new Part<>(
        "digits",
        settings ->
            new DigitEncoder(settings.as(DigitSettings.class, MethodHandles.lookup()).tokens()));
  }

  @Override
  public Factory<Masker> masker() {
    return new Part<>("half", settings -> new HalfMasker());
  }

  @Override
  public Optional<Factory<TargetBuilder>> targets() {
    return Optional.of(
        new Part<>("first-layer", settings -> (teacher, valid) -> teacher.get(0).output()));
  }

  @Override
  public Dataset open(Path source, Settings settings) throws IOException {
    if (!Files.exists(source)) {
      throw new UserError(UserError.Kind.DATA, "there is no file " + source);
    }
    return new Lines(source, Files.readAllLines(source));
  }

  private record Lines(Path source, List<String> lines) implements Dataset {
    @Override
    public long size() {
      return lines.size();
    }

    @Override
    public List<String> classes() {
      return List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Override
    public Sample read(long index) {
      int[] digits = lines.get((int) index).chars().map(c -> c - '0').toArray();
      return new Sample(
          source + ":" + index,
          new Sample.Values(Array.of(Shape.of(digits.length), digits)),
          OptionalInt.of(digits[0]));
    }

    @Override
    public void close() {}
  }
}
