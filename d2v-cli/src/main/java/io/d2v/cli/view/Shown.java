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
   * The numbers of likeness and attention.
   *
   * @param token what a token is called
   */
  static String numbers(String token, Seen seen) {
    String most =
        IntStream.range(0, seen.heads().size())
            .mapToObj(head -> "head " + (head + 1) + " " + said(seen.heads().get(head)))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "Likeness from %s. The most that a %s is attended to: %s; of %d alike each had %.2g.",
        seen.similarity().range(),
        token,
        most,
        seen.tokens(),
        1.0 / seen.tokens());
  }

  private static String said(Seen.Head head) {
    String most = String.format(Locale.ROOT, "%.2g", head.weights().most());
    return head.elsewhere() > 0
        ? most + String.format(Locale.ROOT, " (and %.2g to the class token)", head.elsewhere())
        : most;
  }

  /**
   * How to read what all kinds of data have.
   *
   * @param tokens what tokens are called
   * @param chosen how the one is marked that they are compared with
   * @param shades how the least is shown
   */
  static List<String> reading(String tokens, String chosen, String shades) {
    return List.of(
        "Similarity: the cosine of each one's features and those of the "
            + chosen
            + " one, from the least "
            + shades
            + " to the most.",
        "Features: their three principal components as red, green and blue; "
            + tokens
            + " of like colours, in whichever sample, have like features.",
        "Heads: the shares of its attention that the "
            + chosen
            + " one gives the "
            + tokens
            + ", head by head, from the least to the most of each.");
  }
}
