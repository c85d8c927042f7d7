package io.d2v.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.result.Examined;
import io.d2v.bench.result.Misheard;
import io.d2v.bench.result.Mistakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was found of a run is found again, for the same run alone. */
class ExaminedFileTest {
  private static final Examined EXAMINED =
      new Examined(
          Map.of("dev_wer", 1.0 / 3, "dev_none", Double.NaN),
          List.of(Mistakes.of("dev", List.of("a", "b"), List.of(0, 1), List.of(1, 1))),
          List.of(
              new Misheard(
                  "dev",
                  "greedy",
                  3,
                  1,
                  0,
                  0,
                  List.of(new Misheard.Swap("A", "B", 1)),
                  List.of(new Misheard.Utterance("x", List.of(new Misheard.Place("A", "B")))))),
          List.of("a note"));

  @TempDir Path folder;

  @Test
  void itReadsBackToTheSame() throws IOException {
    file("key").write(EXAMINED);

    assertThat(file("key").read()).hasValue(EXAMINED);
  }

  @Test
  void underAnotherKeyOrDamagedItDoesNotCount() throws IOException {
    assertThat(file("key").read()).isEmpty();
    file("key").write(EXAMINED);
    assertThat(file("other").read()).isEmpty();
    Files.writeString(folder.resolve("examined.json"), "{\"key\": \"key\", \"examined\": {");
    assertThat(file("key").read()).isEmpty();
  }

  private ExaminedFile file(String key) {
    return new ExaminedFile(folder.resolve("examined.json"), key);
  }
}
