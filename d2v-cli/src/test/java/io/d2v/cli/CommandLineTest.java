package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {
  @TempDir Path folder;

  @Test
  void helpNamesEveryCommandAndTheExitCodes() {
    Command help = Command.d2v("--help");

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("demo", "pretrain", "probe", "embed", "forward", "recipes", "plugins", "bench")
        .contains("Exit codes", "130 interrupted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pretrain", "probe", "embed", "forward", "recipes", "tokenizer"})
  void aCommandsHelpHasAnExample(String command) {
    Command help = Command.d2v(command, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Example").contains("d2v " + command);
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    assertThat(Command.d2v("pretrian").code()).isEqualTo(2);
    assertThat(Command.d2v("pretrian").err()).contains("pretrian", "pretrain");
  }

  @Test
  void whatIsMissingIsNamed() {
    Command command = Command.d2v("pretrain", "vision-tiny");

    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).contains("--data", "--run");
  }

  @Test
  void aDemoOfNoSeedsIsAUsageError() {
    assertThat(Command.d2v("demo", "--run", folder, "--seeds", 0).code()).isEqualTo(2);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void recipesAreListedWithWhatTheyAre() {
    Command list = Command.d2v("recipes");

    assertThat(list.code()).isZero();
    assertThat(list.out().lines())
        .anySatisfy(line -> assertThat(line).startsWith("vision-base "))
        .allSatisfy(line -> assertThat(line).hasSizeGreaterThan(40));
  }

  @Test
  void aRecipeIsShownAsItIsWritten() {
    assertThat(Command.d2v("recipes", "vision-tiny").out()).contains("name: vision-tiny", "# ");
  }

  @Test
  void aRecipeThatDoesNotExistIsAnErrorWithTheNearest() {
    Command command = Command.d2v("recipes", "vision-tny");

    assertThat(command.code()).isEqualTo(3);
    assertThat(command.err()).contains("vision-tny", "vision-tiny");
  }

  @Test
  void pluginsAreListedWithTheirJars() {
    Command list = Command.d2v("plugins");

    assertThat(list.code()).isZero();
    assertThat(list.out()).contains("vision", "tensorflow", "average-layers", "d2v-core");
  }

  @Test
  void aMissingFolderIsADataErrorWithoutAStackTrace() {
    Command command = pretrain(folder.resolve("nowhere"));

    assertThat(command.code()).isEqualTo(4);
    assertThat(command.err()).startsWith("d2v: ").contains("nowhere").doesNotContain("\tat ");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void verboseShowsWhereAnErrorComesFrom() {
    Command command =
        Command.d2v(
            "pretrain",
            "vision-tiny",
            "--data",
            folder.resolve("no"),
            "--run",
            folder.resolve("run"),
            "--verbose");

    assertThat(command.code()).isEqualTo(4);
    assertThat(command.err()).contains("\tat io.d2v");
  }

  @Test
  void anEmptyFolderIsADataError() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(pretrain(empty).code()).isEqualTo(4);
  }

  @Test
  void anUnknownSettingIsARecipeErrorWithTheNearest() {
    Command command = pretrain(folder, "--set", "training.bacth=4");

    assertThat(command.code()).isEqualTo(3);
    assertThat(command.err()).contains("bacth", "batch");
  }

  @Test
  void whatIsNoRunIsACheckpointError() {
    Command command = Command.d2v("probe", folder, "--data", folder);

    assertThat(command.code()).isEqualTo(5);
    assertThat(command.err()).contains("recipe.yaml");
  }

  @Test
  void anEmbeddingFileOfUnknownKindIsAUsageErrorBeforeAnythingRuns() {
    Command command = Command.d2v("embed", folder, folder, "--out", folder.resolve("e.csv"));

    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).contains("e.csv", ".npy");
  }

  private Command pretrain(Path data, String... more) {
    Object[] words = {"pretrain", "vision-tiny", "--data", data, "--run", folder.resolve("run")};
    Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Command.d2v(all);
  }
}
