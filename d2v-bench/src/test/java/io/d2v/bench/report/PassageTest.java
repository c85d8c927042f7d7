package io.d2v.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.report.Passage.Coloured;
import io.d2v.bench.report.Passage.Line;
import io.d2v.bench.report.Passage.Masked;
import io.d2v.bench.report.Passage.Piece;
import io.d2v.bench.report.Passage.Plain;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassageTest {
  @Test
  void maskedPiecesAreMarkedAndTheSpaceBeforeAWordIsNot() {
    assertThat(html(new Plain("a"), new Masked(" kind"), new Masked("ly"), new Plain(" tree")))
        .contains(
            "<dd><span class=\"plain\">a</span> <span class=\"masked\">kind</span>",
            "</span><span class=\"masked\">ly</span> <span class=\"plain\">tree</span></dd>");
  }

  @Test
  void piecesHaveTheirColourLightenedSoThatTheyCanBeRead() {
    assertThat(html(new Coloured("a", 0xff0000), new Coloured(" b", 0x102030)))
        .contains("<span class=\"coloured\" style=\"background:#ff8080\">a</span>")
        .contains(" <span class=\"coloured\" style=\"background:#889098\">b</span>");
  }

  @Test
  void aPieceThatIsASpaceIsShown() {
    assertThat(html(new Masked(" "))).contains("<span class=\"masked\"> </span>");
  }

  @Test
  void everyTextIsEscaped() {
    String hostile = "<script>'\"&";

    String html =
        new Passage(
                hostile,
                List.of(
                    new Line(
                        hostile,
                        List.of(
                            new Plain(hostile), new Masked(hostile), new Coloured(hostile, 0)))))
            .html();

    assertThat(html).doesNotContain("<script", "'").contains("&lt;script&gt;&#39;&quot;&amp;");
  }

  @Test
  void aByteThatIsNoCharacterIsShownAsSuch() {
    assertThat(html(new Plain("a\u0000\u0007b"))).contains(">a\ufffd\ufffdb</span>");
  }

  private static String html(Piece... pieces) {
    return new Passage("a title", List.of(new Line("masked", List.of(pieces)))).html();
  }
}
