package io.d2v.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.picture.Pixels;
import io.d2v.bench.picture.Spectrogram;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private static final int RATE = 16_000;

  @Test
  void maskedSpansAreShadedWhereTheyAre() {
    assertThat(html("a", new Recording.Span(0.25, 0.5), new Recording.Span(0.75, 1)))
        .contains("<rect class=\"masked\" x=\"176.0\" y=\"8\" width=\"96.0\"")
        .contains("<rect class=\"masked\" x=\"368.0\" y=\"8\" width=\"96.0\"");
  }

  @Test
  void stripsEndWhereTheirTimeEnds() {
    assertThat(html("a"))
        .contains("<image class=\"sound\" x=\"80\" y=\"8\" width=\"384.0\"")
        .contains("<image class=\"strip\" x=\"80\" y=\"136\" width=\"192.0\"");
  }

  @Test
  void axesSaySecondsAndKilohertz() {
    assertThat(html("a")).contains(">1</text>", ">8 kHz</text>", ">0.2</text>", ">seconds</text>");
  }

  @Test
  void whoCannotSeeItIsToldWhatItShows() {
    assertThat(html("<b>", new Recording.Span(0.25, 0.5)))
        .contains(
            "aria-label=\"&lt;b&gt;: spectrogram of 1.0 seconds, of which 0.3 are masked;"
                + " features as colours: before\"")
        .doesNotContain("<b>");
  }

  private static String html(String title, Recording.Span... masked) {
    Recording.Strip strip = new Recording.Strip("before", 0.5, new Pixels(2, 1, new int[2]));
    return new Recording(
            title, 1, Spectrogram.of(new float[RATE], RATE), List.of(masked), List.of(strip))
        .html();
  }
}
