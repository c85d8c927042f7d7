package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What a step with clones takes in a process as the launcher starts it, beside what is planned. */
@EnabledOnOs(OS.LINUX)
final class PlannedMemoryTest {
  private static final double PERCENT = 10;

  @TempDir Path folder;

  @Test
  void eightMasksOfEachImageTakeWhatIsEstimated() throws Exception {
    Path data = TinyImages.write(folder.resolve("data"), 64);
    List<String> words =
        D2vProcess.words(
            Java.launchers(),
            "pretrain",
            "v2-vision-tiny",
            "--data",
            data,
            "--run",
            folder.resolve("run"),
            "--dry-run",
            "--json",
            "--set",
            "encoder.patch=4",
            "--set",
            "masker.share=0.8",
            "--set",
            "objective.decoder.layers=3",
            "--set",
            "training.batch=32",
            "--set",
            "objective.clones=8",
            "--set",
            "backend.device=cpu");
    D2vProcess process = D2vProcess.start(folder.resolve("out"), words);
    assertThat(process.code()).as(process.said()).isZero();
    String said = process.said();
    JsonNode plan = new ObjectMapper().readTree(said.substring(said.indexOf('{')));

    assertThat(plan.get("memory_values").asLong()).isGreaterThan(220L << 20);
    assertThat(plan.get("memory_estimated").asDouble())
        .isCloseTo(plan.get("memory_measured").asDouble(), withinPercentage(PERCENT));
  }
}
