package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DoctorCommandTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path temp;

  @Test
  void whereAllIsThereNothingFailsAndNothingIsLeftBehind() throws IOException {
    Command doctor = Command.d2v("doctor", "--run", temp.resolve("runs"));

    assertThat(doctor.code()).as(doctor.out()).isZero();
    assertThat(doctor.out().lines().filter(line -> !line.contains(" -> ")))
        .allMatch(line -> line.startsWith("ok ") || line.startsWith("warning "));
    assertThat(doctor.out())
        .containsPattern("Java +" + Runtime.version().feature())
        .containsPattern("ok +disk +" + temp + ": .* free; written and synced")
        .containsPattern("ok +plugins +\\d+ found, among them audio, text, vision")
        .containsPattern("ok +TensorFlow +\\d+\\.\\d+")
        .containsPattern("ok +computes +tensorflow: softmax of a product is off by \\S+ at most");
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aBrokenPluginIsAFailureThatEndsWithItsCode() throws IOException {
    Path plugins = Files.createDirectory(temp.resolve("plugins"));
    Files.writeString(plugins.resolve("broken.jar"), "no jar");

    Command doctor = Command.d2v("doctor", "--plugins", plugins, "--run", temp, "--json");

    assertThat(doctor.code()).as(doctor.out()).isEqualTo(6);
    JsonNode report = JSON.readTree(doctor.out());
    assertThat(report.path("exit_code").asInt()).isEqualTo(6);
    List<JsonNode> failures =
        report.path("findings").valueStream().filter(one -> level(one).equals("failure")).toList();
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).path("found").asString()).contains("broken.jar");
    assertThat(failures.get(0).path("advice").asString()).isNotEmpty();
  }

  private static String level(JsonNode finding) {
    return finding.path("level").asString();
  }

  @Test
  void aPlaceThatIsAFileEndsWithTheCodeOfRuns() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "in the way");

    Command doctor = Command.d2v("doctor", "--run", file);

    assertThat(doctor.code()).as(doctor.out()).isEqualTo(5);
    assertThat(doctor.out()).containsPattern("failure +disk +" + file + " can't be written");
  }
}
