package io.d2v.bench.report;

import static io.d2v.bench.report.Html.escape;

import java.util.List;
import java.util.Locale;

/**
 * A text in pieces, shown in several ways below each other.
 *
 * @param title what is said above it
 * @param lines the ways
 */
public record Passage(String title, List<Line> lines) implements Figure {
  /** Copies the list. */
  public Passage {
    lines = List.copyOf(lines);
  }

  /**
   * One way to show it.
   *
   * @param name what is said beside it
   * @param pieces one after the other; one that begins with a space begins a word
   */
  public record Line(String name, List<Piece> pieces) {
    /** Copies the list. */
    public Line {
      pieces = List.copyOf(pieces);
    }

    private String html() {
      StringBuilder html = new StringBuilder("<dt>").append(escape(name)).append("</dt><dd>");
      pieces.forEach(piece -> html.append(piece.html()));
      return html.append("</dd>").toString();
    }
  }

  /** A part of a text: a word or less. */
  public sealed interface Piece {
    /** It as HTML. */
    String html();
  }

  /** Seen as it is. */
  public record Plain(String text) implements Piece {
    @Override
    public String html() {
      return marked(text, "class=\"plain\"");
    }
  }

  /** Hidden from the model. */
  public record Masked(String text) implements Piece {
    @Override
    public String html() {
      return marked(text, "class=\"masked\"");
    }
  }

  /** The one that others are compared with. */
  public record Chosen(String text) implements Piece {
    @Override
    public String html() {
      return marked(text, "class=\"chosen\"");
    }
  }

  /**
   * Shaded by a number.
   *
   * @param share how much, from 0 to 1
   * @param said what the number is
   */
  public record Shaded(String text, double share, String said) implements Piece {
    @Override
    public String html() {
      return marked(
          text,
          String.format(
              Locale.ROOT,
              "class=\"shaded\" style=\"--share:%.0f%%\" title=\"%s\"",
              100 * Math.max(0, Math.min(1, share)),
              escape(said)));
    }
  }

  /**
   * In a colour of its own.
   *
   * @param colour {@code 0xRRGGBB}; lightened, so that text is legible on it
   */
  public record Coloured(String text, int colour) implements Piece {
    @Override
    public String html() {
      int light = 0x808080 + (colour >> 1 & 0x7f7f7f);
      return marked(
          text, String.format(Locale.ROOT, "class=\"coloured\" style=\"background:#%06x\"", light));
    }
  }

  @Override
  public String html() {
    StringBuilder html = new StringBuilder("<figure><figcaption>").append(escape(title));
    html.append("</figcaption><dl>");
    lines.forEach(line -> html.append(line.html()));
    return html.append("</dl></figure>\n").toString();
  }

  @Override
  public String gallery() {
    return "passages";
  }

  /** The space before a word stays outside, so that lines can break there. */
  private static String marked(String text, String attributes) {
    boolean apart = text.startsWith(" ") && text.length() > 1;
    return (apart ? " " : "")
        + "<span "
        + attributes
        + ">"
        + escape(apart ? text.substring(1) : text)
        + "</span>";
  }
}
