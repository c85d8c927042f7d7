package io.d2v.cli.view;

import io.d2v.bench.picture.Pixels;
import io.d2v.bench.report.Figure;
import io.d2v.bench.report.Gallery;
import io.d2v.bench.report.Picture;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What several kinds of pages say alike. */
final class Shown {
  private Shown() {}

  static Gallery gallery(String title, String caption, int columns, Map<String, Pixels> files) {
    List<Figure> figures =
        files.entrySet().stream()
            .<Figure>map(file -> new Picture(file.getKey(), file.getValue().png()))
            .toList();
    return new Gallery(title, caption, columns, figures);
  }

  /**
   * How to read attention, with its numbers.
   *
   * @param token what a token is called
   */
  static String attention(String token, Seen seen) {
    String most =
        IntStream.range(0, seen.heads().size())
            .mapToObj(
                head ->
                    String.format(
                        Locale.ROOT,
                        "head %d %.2g%s",
                        head + 1,
                        seen.heads().get(head).weights().most(),
                        elsewhere(seen.heads().get(head).elsewhere())))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "Shares of 1, for each head of the layer, from its least (dark) to its most (bright). If a"
            + " head looked at all %d %s alike, each had %.2g. The most of each: %s.",
        seen.tokens(),
        plural(token),
        1.0 / seen.tokens(),
        most);
  }

  private static String elsewhere(double share) {
    return share > 0 ? String.format(Locale.ROOT, " (and %.2g to the class token)", share) : "";
  }

  private static String plural(String token) {
    return token.endsWith("ch") ? token + "es" : token + "s";
  }
}
