package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FailureTest {
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @EnumSource(UserError.Kind.class)
  void eachKindOfUserErrorHasItsExitCode(UserError.Kind kind) {
    assertThat(report(new UserError(kind, "what is wrong"))).isEqualTo(ExitCode.of(kind).number());
    assertThat(err.toString().strip()).isEqualTo("d2v: what is wrong");
  }

  @Test
  void anErrorOfItsOwnSaysHowToReportIt() {
    assertThat(report(new IllegalStateException("surprise"))).isEqualTo(1);
    assertThat(err.toString()).contains("surprise", "report", "--verbose").doesNotContain("\tat ");
  }

  @Test
  void anInterruptionSaysHowToGoOn() {
    assertThat(report(new InterruptedException())).isEqualTo(130);
    assertThat(err.toString()).contains("same command");
  }

  @Test
  void whatReadingOrWritingPassedOnIsNoErrorOfItsOwn() {
    int code = report(new UncheckedIOException(new IOException("No space left on device")));

    assertThat(code).isEqualTo(ExitCode.DATA.number());
    assertThat(err.toString()).contains("reading or writing failed", "No space left");
  }

  @Test
  void whatATerminalWouldObeyIsNotPrinted() {
    String hostile = "member '\u001b]0;owned\u0007\u009b2J'\nline 2\tend";

    report(new UserError(UserError.Kind.DATA, hostile));
    report(new IOException(hostile));
    report(new IllegalStateException(hostile));

    assertThat(err.toString())
        .contains("member '\ufffd]0;owned\ufffd\ufffd2J'\nline 2\tend")
        .doesNotContain("\u001b", "\u0007", "\u009b");
  }

  private int report(Throwable error) {
    return Failure.report(error, new PrintWriter(err, true), false);
  }
}
