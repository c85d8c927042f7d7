package io.d2v.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pixel is Pillow's, for the arguments that timm makes of a level. */
class AugmentationTest {
  private static final int HEIGHT = 7;
  private static final int WIDTH = 9;
  private static final List<Integer> FILL = List.of(124, 116, 104);

  static List<String> cases() throws IOException {
    return lines().subList(1, lines().size());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aChangedPictureIsPillows(String line) throws IOException {
    String[] words = line.split(" ", -1);
    Levels changed =
        Augmentation.valueOf(words[0])
            .apply(
                levels(lines().get(0)),
                Double.parseDouble(words[1]),
                Integer.parseInt(words[2]),
                Resampling.valueOf(words[3]),
                FILL);
    assertThat(changed.values()).containsExactly(levels(line).values());
  }

  @Test
  void everyAugmentationIsCompared() throws IOException {
    assertThat(cases().stream().map(line -> line.split(" ", -1)[0]).distinct())
        .hasSize(Augmentation.values().length);
  }

  @ParameterizedTest
  @EnumSource
  void aPictureOfOneGreyStaysOne(Augmentation augmentation) {
    Levels grey = new Levels(1, 5, 5, IntStream.generate(() -> 77).limit(25).toArray());
    Levels changed = augmentation.apply(grey, 0.5, 1, Resampling.BICUBIC, List.of(77));
    assertThat(changed.values()).containsOnly(changed.values()[0]).hasSize(25);
  }

  private static Levels levels(String line) {
    byte[] bytes = HexFormat.of().parseHex(line.split(" ", -1)[4]);
    int[] values = IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xFF).toArray();
    return new Levels(3, HEIGHT, WIDTH, values);
  }

  private static List<String> lines() throws IOException {
    try (var in =
        Objects.requireNonNull(AugmentationTest.class.getResourceAsStream("augmentations.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }
}
