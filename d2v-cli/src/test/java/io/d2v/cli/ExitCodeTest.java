package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The exit codes are one table, here and in what users read. */
final class ExitCodeTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void eachKindOfErrorHasOneOfItsOwn() {
    Set<ExitCode> codes = EnumSet.noneOf(ExitCode.class);
    for (UserError.Kind kind : UserError.Kind.values()) {
      assertThat(codes.add(ExitCode.of(kind))).as("%s", kind).isTrue();
    }
    assertThat(Arrays.stream(ExitCode.values()).mapToInt(ExitCode::number)).doesNotHaveDuplicates();
  }

  @Test
  void helpNamesEachOne() {
    String help = Command.d2v("--help").out().replaceAll("\\s+", " ");
    assertThat(help).contains("Exit codes: " + ExitCode.all() + ".");
  }

  @Test
  void theDocumentsHaveTheSameTable() throws IOException {
    String document = Files.readString(ROOT.resolve("docs/reliability.md"));
    String usage = Files.readString(ROOT.resolve("docs/usage.md")).replaceAll("\\s+", " ");
    for (ExitCode code : ExitCode.values()) {
      assertThat(document).contains("| " + code.number() + " | " + code.meaning() + " |");
    }
    assertThat(usage).contains("Exit codes: " + ExitCode.all() + ".");
  }
}
