package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.api.backend.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class WorkerOptionsTest {
  private static final String TWO =
      "{'cluster': {'worker': ['a:1', 'b:2']}, 'task': {'type': 'worker', 'index': 1}}";

  @Test
  void whereNothingIsSaidThereIsOneAlone() {
    assertThat(workers("")).isEqualTo(Workers.ALONE);
    assertThat(workers(" ")).isEqualTo(Workers.ALONE);
    assertThat(new WorkerOptions().workers(Map.of())).isEqualTo(Workers.ALONE);
  }

  @Test
  void workersAndARank() {
    assertThat(workers("", "--workers", "a:1,b:2", "--rank", "1"))
        .isEqualTo(new Workers(List.of("a:1", "b:2"), 1));
    assertThat(workers("", "--workers=a:1", "--workers=b:2", "--rank=0"))
        .isEqualTo(new Workers(List.of("a:1", "b:2"), 0));
    assertThat(workers("", "--workers", "a:1").areSeveral()).isFalse();
  }

  @Test
  void optionsWinOverTheEnvironment() {
    assertThat(workers("no JSON", "--workers", "c:1,d:2", "--rank", "0"))
        .isEqualTo(new Workers(List.of("c:1", "d:2"), 0));
  }

  @Test
  void theEnvironmentIsReadAsTensorFlowReadsIt() {
    assertThat(workers(TWO)).isEqualTo(new Workers(List.of("a:1", "b:2"), 1));
    assertThat(workers(TWO.replace("1}}", "'0'}}")))
        .isEqualTo(new Workers(List.of("a:1", "b:2"), 0));
    String chief = "{'cluster': {'worker': ['b:2'], 'chief': ['a:1'], 'ps': []}, 'task': ";
    assertThat(workers(chief + "{'type': 'worker', 'index': 0}, 'environment': 'cloud'}"))
        .isEqualTo(new Workers(List.of("a:1", "b:2"), 1));
    assertThat(workers(chief + "{'type': 'chief', 'index': 0}}"))
        .isEqualTo(new Workers(List.of("a:1", "b:2"), 0));
    assertThat(
            workers("{'cluster': {'worker': ['a:1']}, 'task': {'type': 'worker', 'index': 0}}")
                .areSeveral())
        .isFalse();
  }

  @Test
  void whatALauncherWritesIsReadAgain() {
    Workers second = new Workers(List.of("a:1", "b:2", "c:3"), 1);

    assertThat(TensorFlowConfig.workers(TensorFlowConfig.text(second))).isEqualTo(second);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'cluster'|it is not valid JSON",
        "[]|its cluster names no worker",
        "{}|its cluster names no worker",
        "{'cluster': {'worker': 'a:1'}}|its cluster.worker is no list",
        "{'cluster': {'worker': ['a:1']}}|its task.type is ''",
        "{'cluster': {'worker': ['a:1']}, 'task': {'type': 'evaluator', 'index': 0}}"
            + "|its task.type is 'evaluator'; d2v has tasks of type worker and chief alone",
        "{'cluster': {'worker': ['a:1'], 'ps': ['b:2']}, 'task': {'type': 'ps', 'index': 0}}"
            + "|its cluster has 'ps'",
        "{'cluster': {'worker': ['a:1']}, 'task': {'type': 'worker'}}"
            + "|its task.index is no whole number",
        "{'cluster': {'worker': ['a:1']}, 'task': {'type': 'worker', 'index': 1}}"
            + "|its task is worker 1, of which its cluster has 1",
        "{'cluster': {'worker': ['a:1']}, 'task': {'type': 'chief', 'index': 0}}"
            + "|its task is chief 0, of which its cluster has 0",
        "{'cluster': {'worker': ['a', 'b:2']}, 'task': {'type': 'worker', 'index': 0}}"
            + "|'a' is no address of a worker",
        "{'cluster': {'worker': ['a:1', 'a:1']}, 'task': {'type': 'worker', 'index': 0}}"
            + "|two workers have the same address"
      })
  void anEnvironmentThatSaysNoWorkersIsAUsageError(String config, String wrong) {
    assertThatThrownBy(() -> workers(config))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.kind()).isEqualTo(UserError.Kind.USAGE))
        .hasMessageContaining(wrong);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rank 1|--rank 1 says which worker this is, but --workers names none",
        "--workers a:1,b:2|--workers names 2 workers: --rank says which of them this is",
        "--workers a:1,b:2 --rank 2|rank 2 is none of 2 workers",
        "--workers a:1,b:2 --rank -1|rank -1 is none of 2 workers",
        "--workers a,b:2 --rank 0|'a' is no address of a worker",
        "--workers a:70000,b:2 --rank 0|'a:70000' is no address of a worker",
        "--workers a:1,a:1 --rank 0|two workers have the same address"
      })
  void optionsThatSayNoWorkersAreAUsageError(String options, String wrong) {
    assertThatThrownBy(() -> workers("", options.split(" ")))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.kind()).isEqualTo(UserError.Kind.USAGE))
        .hasMessageContaining(wrong);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pretrain", "finetune"})
  void theHelpOfCommandsThatTrainHasThem(String command) {
    assertThat(Command.d2v(command, "--help").out())
        .contains("--workers", "--rank", "TF_CONFIG", "private");
  }

  @Test
  void aDryRunIsOfOneWorker(@TempDir Path folder) {
    Command plan =
        Command.d2v(
            "pretrain",
            "vision-tiny",
            "--data",
            folder,
            "--run",
            folder.resolve("run"),
            "--workers",
            "a:1,b:2",
            "--rank",
            0,
            "--dry-run");

    assertThat(plan.code()).isEqualTo(2);
    assertThat(plan.err()).contains("--dry-run plans a run of one worker");
  }

  private static Workers workers(String config, String... options) {
    return CommandLine.populateCommand(new WorkerOptions(), options)
        .workers(Map.of("TF_CONFIG", config.replace('\'', '"')));
  }
}
