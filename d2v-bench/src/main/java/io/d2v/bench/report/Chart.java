package io.d2v.bench.report;

import static io.d2v.bench.report.Html.escape;
import static io.d2v.bench.report.Html.place;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The series of one gauge over the steps, as SVG with a legend. */
record Chart(String gauge, List<Series> series, List<Level> levels) {
  static final int WIDTH = 480;
  static final int HEIGHT = 240;
  private static final int LEFT = 84;
  private static final int RIGHT = 452;
  private static final int TOP = 10;
  private static final int BOTTOM = 206;
  private static final int COLOURS = 6;

  /** Places of a line that say their numbers under the pointer. */
  private static final int HOVERS = 60;

  /** A chart without levels. */
  Chart(String gauge, List<Series> series) {
    this(gauge, series, List.of());
  }

  String html() {
    StringBuilder html = new StringBuilder("<figure class=\"chart\"><figcaption>");
    html.append(escape(title())).append("</figcaption>");
    if (isEmpty()) {
      return html.append("<p class=\"none\">no values</p></figure>\n").toString();
    }
    html.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s over %s\">",
            WIDTH,
            HEIGHT,
            escape(gauge),
            escape(series.get(0).over())));
    html.append(drawing()).append("</svg>");
    if (series.size() > 1 || !series.get(0).name().equals(gauge)) {
      legend(html);
    }
    return html.append("</figure>\n").toString();
  }

  /** What it shows; that it is over steps goes without saying. */
  String title() {
    boolean usual = series.isEmpty() || series.get(0).over().equals("steps");
    return usual ? gauge : gauge + " over " + series.get(0).over();
  }

  /** Whether no series has a finite value. */
  boolean isEmpty() {
    return series.stream()
        .flatMapToDouble(one -> DoubleStream.of(one.values()))
        .noneMatch(Double::isFinite);
  }

  /** What is within the SVG element, which is {@value #WIDTH} wide and {@value #HEIGHT} high. */
  String drawing() {
    Axis across = axis(steps(), LEFT, RIGHT);
    Axis up = axis(values(), BOTTOM, TOP);
    StringBuilder svg = new StringBuilder();
    grid(svg, across, up, series.get(0).over());
    for (int i = 0; i < levels.size(); i++) {
      level(svg, levels.get(i), up.place(levels.get(i).value()), i % 2 == 0);
    }
    for (int i = 0; i < series.size(); i++) {
      svg.append("<g class=\"").append(colour(i)).append("\">");
      line(svg, series.get(i), across, up);
      svg.append("</g>");
    }
    return svg.toString();
  }

  /** The class of a series' colour. */
  static String colour(int series) {
    return "c" + series % COLOURS;
  }

  private double[] steps() {
    return all(series.stream().flatMapToDouble(one -> DoubleStream.of(one.steps())));
  }

  private double[] values() {
    return all(
        DoubleStream.concat(
            series.stream().flatMapToDouble(one -> DoubleStream.of(one.values())),
            levels.stream().mapToDouble(Level::value)));
  }

  private static double[] all(DoubleStream numbers) {
    return numbers.filter(Double::isFinite).toArray();
  }

  private static Axis axis(double[] numbers, double from, double to) {
    return Axis.around(
        DoubleStream.of(numbers).min().orElseThrow(),
        DoubleStream.of(numbers).max().orElseThrow(),
        from,
        to);
  }

  private static void grid(StringBuilder svg, Axis across, Axis up, String over) {
    for (double tick : up.ticks()) {
      double y = up.place(tick);
      svg.append(Svg.line("grid", LEFT, y, RIGHT, y))
          .append(Svg.text("end", LEFT - 8, up.place(tick) + 4, up.label(tick)));
    }
    for (double tick : across.ticks()) {
      svg.append(Svg.text("middle", across.place(tick), BOTTOM + 16, across.label(tick)));
    }
    svg.append(Svg.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM))
        .append(Svg.text("middle", (LEFT + RIGHT) / 2.0, HEIGHT - 3, over));
  }

  /** Its name is at one end, so that the next one's can be as high at the other. */
  private static void level(StringBuilder svg, Level level, double y, boolean right) {
    svg.append(Svg.line("level", LEFT, y, RIGHT, y))
        .append(Svg.text(right ? "end" : "start", right ? RIGHT : LEFT + 4, y - 4, level.name()));
  }

  private static void line(StringBuilder svg, Series series, Axis across, Axis up) {
    StringBuilder path = new StringBuilder();
    StringBuilder hovers = new StringBuilder();
    boolean open = false;
    int stride = Math.max(1, series.steps().length / HOVERS);
    for (int i = 0; i < series.steps().length; i++) {
      double value = series.values()[i];
      if (!Double.isFinite(value)) {
        open = false;
        continue;
      }
      String x = place(across.place(series.steps()[i]));
      String y = place(up.place(value));
      path.append(open ? 'L' : 'M').append(x).append(' ').append(y);
      open = true;
      if (i % stride == 0 || i == series.steps().length - 1) {
        hovers.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%s\" cy=\"%s\" r=\"3\"><title>%s, %s %s: %.4g</title></circle>",
                x,
                y,
                escape(series.name()),
                escape(series.over()),
                at(series.steps()[i]),
                value));
      }
    }
    svg.append("<path d=\"").append(path).append("\"/>").append(hovers);
  }

  private static String at(double place) {
    return String.format(Locale.ROOT, place == Math.rint(place) ? "%,.0f" : "%,.3g", place);
  }

  private void legend(StringBuilder html) {
    html.append("<ul class=\"legend\">");
    for (int i = 0; i < series.size(); i++) {
      html.append("<li class=\"").append(colour(i)).append("\">");
      html.append(escape(series.get(i).name())).append("</li>");
    }
    html.append("</ul>");
  }
}
