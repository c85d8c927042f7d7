package io.d2v.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
  @TempDir Path folder;
  private Path file = Path.of("");
  private RunLog log = new RunLog(file);
  private final List<String> read = new ArrayList<>();

  private final RunLog.Reader reader =
      new RunLog.Reader() {
        @Override
        public void restart() {
          read.clear();
        }

        @Override
        public void line(long step, Map<String, Number> values) {
          read.add(step + " " + values);
        }
      };

  @BeforeEach
  void begin() {
    file = folder.resolve("metrics.jsonl");
    log = new RunLog(file);
  }

  private void add(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void eachLineIsReadOnceAndAnUnfinishedOneWaits() throws IOException {
    log.update(reader);
    assertThat(read).isEmpty();
    add("{\"step\":1,\"loss\":2.5}\n{\"step\":2,\"lo");
    log.update(reader);
    String version = log.version();
    log.update(reader);
    assertThat(log.version()).isEqualTo(version);
    assertThat(read).containsExactly("1 {loss=2.5}");

    add("ss\":\"NaN\",\"applied\":0}\n");
    log.update(reader);

    assertThat(read).containsExactly("1 {loss=2.5}", "2 {loss=NaN, applied=0}");
    assertThat(log.version()).isNotEqualTo(version);
  }

  @Test
  void aRunThatGoesOnFromAnEarlierStepIsReadAgainThoughItIsLonger() throws IOException {
    add("{\"step\":1,\"loss\":1}\n{\"step\":2,\"loss\":2}\n{\"step\":3,\"loss\":3}\n");
    log.update(reader);

    Files.delete(file);
    add(
        "{\"step\":1,\"loss\":1}\n{\"step\":2,\"loss\":4}\n{\"step\":3,\"loss\":5}\n{\"step\":4,\"loss\":6}\n");
    log.update(reader);

    assertThat(read).containsExactly("1 {loss=1}", "2 {loss=4}", "3 {loss=5}", "4 {loss=6}");
  }

  @Test
  void aRunThatBeginsAgainIsReadFromItsStart() throws IOException {
    add("{\"step\":1,\"loss\":1}\n{\"step\":2,\"loss\":2}\n");
    log.update(reader);
    Files.delete(file);
    log.update(reader);
    assertThat(read).isEmpty();

    add("{\"step\":1,\"loss\":9}\n");
    log.update(reader);

    assertThat(read).containsExactly("1 {loss=9}");
  }

  @Test
  void damagedLinesAreCountedAndLeftOut() throws IOException {
    add(
        "{\"step\":1,\"loss\":1}\nnonsense\n{\"loss\":1}\n{\"step\":2,\"loss\":\"x\"}\n{\"step\":3,\"loss\":3}\n");
    log.update(reader);

    assertThat(read).containsExactly("1 {loss=1}", "3 {loss=3}");
    assertThat(log.damaged()).isEqualTo(3);
  }
}
