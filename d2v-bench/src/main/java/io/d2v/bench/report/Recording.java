package io.d2v.bench.report;

import static io.d2v.bench.report.Html.escape;
import static io.d2v.bench.report.Html.place;

import io.d2v.bench.picture.Pixels;
import io.d2v.bench.picture.Spectrogram;
import java.util.List;
import java.util.Locale;

/**
 * A recording over time, and below it what was computed of it.
 *
 * @param title what is said above it
 * @param seconds how long it is
 * @param spectrogram the whole of it
 * @param masked what is shaded in it
 * @param strips below, the first one on top
 */
public record Recording(
    String title, double seconds, Spectrogram spectrogram, List<Span> masked, List<Strip> strips)
    implements Figure {
  private static final int WIDTH = 480;
  private static final int LEFT = 80;
  private static final int RIGHT = 464;
  private static final int TOP = 8;
  private static final int BOTTOM = 128;
  private static final int GAP = 8;
  private static final int STRIP = 16;
  private static final int TICK = 4;
  private static final double MIDDLE = 4; // from a line of text's middle to its foot
  private static final int KILOHERTZ = 1000;

  /** A time from its begin to its end, in seconds. */
  public record Span(double from, double to) {}

  /**
   * Colours that change in time.
   *
   * @param name what is said beside it
   * @param seconds where it ends
   * @param colours one row, each as long as the others
   */
  public record Strip(String name, double seconds, Pixels colours) {}

  /** Copies the lists. */
  public Recording {
    masked = List.copyOf(masked);
    strips = List.copyOf(strips);
  }

  @Override
  public String html() {
    Axis time = Axis.around(0, seconds, LEFT, RIGHT);
    int foot = BOTTOM + strips.size() * (GAP + STRIP);
    StringBuilder html = new StringBuilder("<figure><figcaption>").append(escape(title));
    html.append("</figcaption>");
    html.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
            WIDTH,
            foot + 36,
            escape(described())));
    html.append(image("sound", spectrogram.pixels(), time, seconds, TOP, BOTTOM - TOP));
    for (Span span : masked) {
      html.append(shade(time.place(span.from()), time.place(span.to())));
    }
    frequencies(html);
    int top = BOTTOM + GAP;
    for (Strip strip : strips) {
      html.append(image("strip", strip.colours(), time, strip.seconds(), top, STRIP));
      html.append(Svg.text("end", LEFT - 2 * TICK, top + STRIP / 2.0 + MIDDLE, strip.name()));
      top += GAP + STRIP;
    }
    times(html, time, foot);
    return html.append("</svg></figure>\n").toString();
  }

  @Override
  public String gallery() {
    return "recordings";
  }

  private String described() {
    double hidden = masked.stream().mapToDouble(span -> span.to() - span.from()).sum();
    StringBuilder names = new StringBuilder();
    strips.forEach(strip -> names.append(names.isEmpty() ? "" : ", ").append(strip.name()));
    return String.format(
        Locale.ROOT,
        "%s: spectrogram of %.1f seconds, of which %.1f are masked; features as colours: %s",
        title,
        seconds,
        hidden,
        names);
  }

  private void frequencies(StringBuilder svg) {
    for (int kilohertz = 1; spectrogram.height(kilohertz * KILOHERTZ) <= 1; kilohertz *= 2) {
      double y = BOTTOM - spectrogram.height(kilohertz * KILOHERTZ) * (BOTTOM - TOP);
      svg.append(Svg.line("axis", LEFT - TICK, y, LEFT, y));
      boolean last = spectrogram.height(2 * kilohertz * KILOHERTZ) > 1;
      svg.append(Svg.text("end", LEFT - 2 * TICK, y + MIDDLE, kilohertz + (last ? " kHz" : "")));
    }
  }

  private static void times(StringBuilder svg, Axis time, int foot) {
    svg.append(Svg.line("axis", LEFT, foot + GAP / 2.0, RIGHT, foot + GAP / 2.0));
    for (double tick : time.ticks()) {
      double x = time.place(tick);
      svg.append(Svg.line("axis", x, foot + GAP / 2.0, x, foot + GAP / 2.0 + TICK));
      svg.append(Svg.text("middle", x, foot + 20, time.label(tick)));
    }
    svg.append(Svg.text("middle", (LEFT + RIGHT) / 2.0, foot + 34, "seconds"));
  }

  private static String image(
      String kind, Pixels pixels, Axis time, double until, int top, int height) {
    return String.format(
        Locale.ROOT,
        "<image class=\"%s\" x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\""
            + " preserveAspectRatio=\"none\" href=\"%s\"/>",
        kind,
        LEFT,
        top,
        place(time.place(until) - LEFT),
        height,
        Html.png(pixels.png()));
  }

  private static String shade(double from, double to) {
    return String.format(
        Locale.ROOT,
        "<rect class=\"masked\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\"/>",
        place(from),
        TOP,
        place(to - from),
        BOTTOM - TOP);
  }
}
