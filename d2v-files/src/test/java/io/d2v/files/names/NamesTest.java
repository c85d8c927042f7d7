package io.d2v.files.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final int[] LETTERS = {
    'a', 'b', '/', 0xE4, 0x20AC, 0xD7FF, 0xE000, 0xFFFD, 0x1F642
  };

  @Test
  void namesHaveTheOrderOfStrings() {
    Random random = new Random(1);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      StringBuilder name = new StringBuilder();
      for (int j = random.nextInt(6); j >= 0; j--) {
        name.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
      }
      names.add(name.toString());
    }
    Names kept = Names.of("t.tar", names.stream());
    Set<String> expected = new TreeSet<>(names);
    assertThat(kept).containsExactlyElementsOf(expected);
    assertThat(kept.asSet()).isEqualTo(expected);
    for (int i = 0; i < kept.size(); i++) {
      assertThat(kept.find(kept.get(i))).isEqualTo(i);
    }
    assertThat(kept.contains("absent")).isFalse();
    assertThat(kept.asSet().contains("aaaaaaaaaa")).isFalse();
  }

  @Test
  void noNamesAreNone() {
    assertThat(Names.of("t.tar", Stream.of())).isEmpty();
    assertThat(Names.of("t.tar", Stream.of()).find("a")).isNegative();
  }
}
