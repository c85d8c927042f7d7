package io.d2v.bench.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Factory;
import io.d2v.api.Masker;
import io.d2v.api.MissingPart;
import io.d2v.api.Modality;
import io.d2v.api.Sample;
import io.d2v.api.Settings;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.recipe.RecipeReader;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Only data that does not come in parts is parted here. */
class ReaderTest {
  private static final Path DATA = Path.of("data");

  private final Letters letters = new Letters();

  @Test
  void theDatasOwnPartsAreTaken() throws IOException {
    letters.has("train", 20, "a", "b").has("test", 3, "a", "b");
    try (Splits splits = splits()) {
      assertThat(splits.train().size()).isEqualTo(20);
      assertThat(splits.judges()).isEqualTo(3);
    }
    assertThat(letters.closed).containsExactly("train", "test");
  }

  @Test
  void dataWithoutPartsIsSplitByATenth() throws IOException {
    letters.has("auto", 30, "a", "b");
    try (Splits splits = splits()) {
      assertThat(splits.train().size()).isEqualTo(27);
      assertThat(splits.judges()).isEqualTo(3);
    }
    letters.has("train", 20, "a", "b");
    try (Splits splits = splits()) {
      assertThat(splits.train().size()).as("a training part alone").isEqualTo(18);
    }
  }

  @Test
  void aPartThatIsDamagedIsAnErrorAndNotHeldOut() {
    letters.has("auto", 30, "a", "b").has("train", 20, "a", "b").isDamaged("test");
    assertThatThrownBy(this::splits).isInstanceOf(UserError.class).hasMessage("test is cut short");
    assertThat(letters.closed).containsExactly("train");
    letters.isDamaged("train");
    assertThatThrownBy(this::splits).isInstanceOf(UserError.class).hasMessage("train is cut short");
  }

  @Test
  void whatWasOpenedIsClosedWhereALaterStepFails() {
    letters.has("auto", 1, "a", "b");
    assertThatThrownBy(this::splits).hasMessageContaining("one sample is too few");
    assertThat(letters.closed).containsExactly("auto");

    letters.closed.clear();
    letters.has("train", 20, "a", "b").has("test", 20, "a", "c");
    assertThatThrownBy(this::splits).hasMessageContaining("have other classes");
    assertThat(letters.closed).containsExactly("train", "test");

    letters.closed.clear();
    Optional<Path> absent = Optional.of(Path.of("absent"));
    DataPaths paths = new DataPaths(DATA, absent, Optional.empty(), OptionalInt.empty(), 1);
    assertThatThrownBy(() -> reader().splits(paths)).hasMessage("absent is not there");
    assertThat(letters.closed).containsExactly("auto");
  }

  private Splits splits() throws IOException {
    return new Classification()
        .open(
            reader(),
            new DataPaths(DATA, Optional.empty(), Optional.empty(), OptionalInt.empty(), 1));
  }

  private Reader reader() {
    return new Reader(
        letters, RecipeReader.parse("test", "name: test\nmodality: letters\n", List.of()));
  }

  /** Parts by their names; what is neither there nor damaged is no part of it. */
  private static final class Letters implements Modality {
    private final Map<String, Supplier<Dataset>> parts = new LinkedHashMap<>();
    private final List<String> closed = new ArrayList<>();

    record Data(String split) {}

    Letters has(String part, long size, String... classes) {
      parts.put(part, () -> new Same(part, size, List.of(classes), closed));
      return this;
    }

    void isDamaged(String part) {
      parts.put(
          part,
          () -> {
            throw new UserError(UserError.Kind.DATA, part + " is cut short");
          });
    }

    @Override
    public Dataset open(Path source, Settings settings) {
      if (!source.equals(DATA)) {
        throw new UserError(UserError.Kind.DATA, source + " is not there");
      }
      String split = settings.as(Data.class, MethodHandles.lookup()).split();
      Supplier<Dataset> part = parts.get(split);
      if (part == null) {
        throw new MissingPart("no part " + split);
      }
      return part.get();
    }

    @Override
    public String name() {
      return "letters";
    }

    @Override
    public Factory<Encoder> encoder() {
      throw new UnsupportedOperationException("nothing is encoded here");
    }

    @Override
    public Factory<Masker> masker() {
      throw new UnsupportedOperationException("nothing is masked here");
    }
  }

  private record Same(String part, long size, List<String> classes, List<String> closed)
      implements Dataset {
    @Override
    public Sample read(long index) {
      return Sample.of(part + index, new Sample.Values(Array.of(Shape.of(1), 0)));
    }

    @Override
    public void close() {
      closed.add(part);
    }
  }
}
