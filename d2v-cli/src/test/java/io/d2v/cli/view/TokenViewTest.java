package io.d2v.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.bench.picture.Pixels;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenViewTest {
  private static final float[][] FEATURES = {{1, 0}, {0, 2}, {-3, 0}, {0, 0}, {1, 1}, {2, 0}};

  @Test
  void likenessIsACosine() {
    Numbers numbers = Numbers.cosines(FEATURES, 0);

    assertThat(numbers.values())
        .containsExactly(new float[] {1, 0, -1, 0, 0.70710677f, 1}, within(1e-6f));
    assertThat(numbers.share(2)).isZero();
    assertThat(numbers.share(4)).isCloseTo((1 + Math.sqrt(0.5)) / 2, within(1e-6));
    assertThat(numbers.range()).isEqualTo("-1.0 to 1.0");
  }

  @Test
  void numbersThatAreAlikeAreAllDark() {
    Numbers alike = new Numbers(new float[] {0.5f, 0.5f});

    assertThat(alike.share(1)).isZero();
    assertThat(alike.heat(2).colours()).containsOnly(0x440154);
  }

  @Test
  void aModalityWithoutPicturesOfItsOwnIsShownAsStripsOfTokens() {
    View view = View.of("timeseries", List.of());

    Map<String, Pixels> strips = view.files(seen(6));

    assertThat(strips.keySet())
        .containsExactly("token", "mask 1", "similarity", "features", "head 1");
    assertThat(strips.values())
        .allSatisfy(strip -> assertThat(strip.width()).isEqualTo(480))
        .allSatisfy(strip -> assertThat(strip.height()).isEqualTo(24));
    assertThat(at(strips, "mask 1", 1)).isEqualTo(0x808080);
    assertThat(at(strips, "mask 1", 2)).isNotEqualTo(0x808080);
    assertThat(at(strips, "head 1", 5)).isEqualTo(0xfde725);
    assertThat(view.galleries(seen(6)))
        .singleElement()
        .satisfies(
            gallery ->
                assertThat(gallery.caption())
                    .contains("number 0 is marked", "(and 0.40 to the class token)"));
  }

  @Test
  void aGridIsShownInRows() {
    Map<String, Pixels> maps = View.of("radar", List.of()).files(seen(3));

    assertThat(maps.get("similarity").width()).isEqualTo(480);
    assertThat(maps.get("similarity").height()).isEqualTo(320);
  }

  private static int at(Map<String, Pixels> strips, String name, int token) {
    return strips.get(name).colours()[token * 80 + 40];
  }

  private static Seen seen(int columns) {
    BitSet hidden = new BitSet();
    hidden.set(1);
    return new Seen(
        "a series",
        new Example(Map.of(), FEATURES.length),
        columns,
        0,
        List.of(Mask.of(FEATURES.length, hidden)),
        new Pixels(columns, FEATURES.length / columns, new int[FEATURES.length]),
        Numbers.cosines(FEATURES, 0),
        List.of(new Seen.Head(new Numbers(new float[] {0, 0.1f, 0.1f, 0.1f, 0.1f, 0.2f}), 0.4)));
  }
}
