package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.data.Meter.Unit;
import io.d2v.files.ArchiveIndex;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ConsoleMeterTest {
  private final StringWriter told = new StringWriter();

  @Test
  void aLineSaysHowFarItIsHowFastAndHowLongItTakes() {
    ConsoleMeter meter = new ConsoleMeter(new PrintWriter(told), -1);
    meter.begin("dev-clean.tar.gz", 3_000_000, Unit.BYTES);
    meter.advance(1_500_000);
    meter.end();
    meter.begin("dev-clean", 2703, Unit.SAMPLES);
    meter.advance(1);

    assertThat(told.toString().lines())
        .satisfiesExactly(
            bytes ->
                assertThat(bytes)
                    .matches("dev-clean.tar.gz: 1.5 MB of 3.0 MB, .*B/s, left [0-9]+:[0-9:]+"),
            samples ->
                assertThat(samples)
                    .matches("dev-clean: 1 of 2,703 samples, .* samples/s, left .*"));
  }

  @Test
  void whoeverSaysHowFarHeIsOfHowMuchIsShownAlike() {
    ConsoleMeter meter = new ConsoleMeter(new PrintWriter(told), -1);
    ArchiveIndex.Progress progress = meter.bytes("read");
    progress.passed(500_000, 3_000_000);
    progress.passed(1_500_000, 3_000_000);
    meter.end();

    assertThat(told.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("read: 500.0 kB of 3.0 MB, "),
            line -> assertThat(line).startsWith("read: 1.5 MB of 3.0 MB, "));
  }

  @Test
  void linesAreFew() {
    ConsoleMeter meter = new ConsoleMeter(new PrintWriter(told));
    meter.begin("dev-clean", 100, Unit.SAMPLES);
    for (int i = 0; i < 100; i++) {
      meter.advance(1);
    }
    meter.end();

    assertThat(told.toString()).isEmpty();
  }

  @Test
  void sizesAreInTheUnitsThatDisksAreSoldIn() {
    assertThat(ConsoleMeter.bytes(999)).isEqualTo("999 bytes");
    assertThat(ConsoleMeter.bytes(1_500)).isEqualTo("1.5 kB");
    assertThat(ConsoleMeter.bytes(6_387_309_499L)).isEqualTo("6.4 GB");
  }
}
