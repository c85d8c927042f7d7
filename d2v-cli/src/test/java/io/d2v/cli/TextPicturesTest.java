package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Dataset;
import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.api.Sample;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.report.Passage;
import io.d2v.bench.report.Passage.Coloured;
import io.d2v.bench.report.Passage.Masked;
import io.d2v.bench.report.Passage.Plain;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextPicturesTest {
  @Test
  void maskedTokensAreMarked() {
    assertThat(shown().lines().get(0).pieces())
        .containsExactly(new Plain("<s>"), new Masked(" tree"), new Masked("s"), new Plain("</s>"));
  }

  @Test
  void eachTokenHasItsColourBeforeAndAfter() {
    assertThat(shown().lines().get(1).pieces())
        .containsExactly(
            new Coloured("<s>", 1),
            new Coloured(" tree", 2),
            new Coloured("s", 3),
            new Coloured("</s>", 4));
    assertThat(shown().lines().get(2).pieces())
        .containsExactly(
            new Coloured("<s>", 5),
            new Coloured(" tree", 6),
            new Coloured("s", 7),
            new Coloured("</s>", 8));
  }

  @Test
  void tokensThatLookLikeHtmlAreText() {
    assertThat(shown().html()).contains("&lt;s&gt;").doesNotContain("<s>");
  }

  private static Passage shown() {
    Example example =
        new Example(Map.of("ids", Array.of(Shape.of(6), new int[] {0, 3, 4, 2, 1, 1})), 4);
    BitSet masked = new BitSet();
    masked.set(1, 3);
    ShownSample sample =
        new ShownSample(
            "plant",
            example,
            Mask.of(6, masked),
            new Pixels(4, 1, new int[] {1, 2, 3, 4}),
            new Pixels(4, 1, new int[] {5, 6, 7, 8}));
    return (Passage) new TextPictures().galleries(WORDS, List.of(sample)).get(0).figures().get(0);
  }

  private static final Dataset WORDS =
      new Dataset() {
        @Override
        public long size() {
          return 1;
        }

        @Override
        public Sample read(long index) {
          throw new AssertionError("what is shown was read before");
        }

        @Override
        public List<String> vocabulary() {
          return List.of("<s>", "<pad>", "</s>", " tree", "s");
        }

        @Override
        public void close() {}
      };
}
