package io.d2v.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of six classes and two above them, written by SciPy: compressed, and not. */
class MatFileTest {
  @ParameterizedTest
  @ValueSource(strings = {"meta.mat", "meta-uint16.mat"})
  void structsTextsNumbersAndCellsAreRead(String name) throws IOException {
    Map<String, MatValue> variables = MatFile.read(resource(name));
    assertThat(variables).containsOnlyKeys("synsets", "others");
    MatValue.Structs synsets = (MatValue.Structs) Objects.requireNonNull(variables.get("synsets"));
    assertThat(synsets.each()).hasSize(8);
    Map<String, MatValue> fox = synsets.each().get(0);
    assertThat(fox.keySet())
        .containsExactly(
            "ILSVRC2012_ID",
            "WNID",
            "words",
            "gloss",
            "num_children",
            "children",
            "wordnet_height",
            "num_train_images");
    assertThat(numbers(fox.get("ILSVRC2012_ID"))).containsExactly(1);
    assertThat(fox.get("WNID")).isEqualTo(new MatValue.Text("n02119789"));
    assertThat(fox.get("words")).isEqualTo(new MatValue.Text("kit fox, Vulpes macrotis"));
    assertThat(numbers(fox.get("children"))).isEmpty();
    assertThat(numbers(synsets.each().get(7).get("children"))).containsExactly(1, 2, 3, 5);
    MatValue.Cells others = (MatValue.Cells) Objects.requireNonNull(variables.get("others"));
    assertThat(others.each().get(0)).isEqualTo(new MatValue.Text("one"));
    assertThat(numbers(others.each().get(1))).containsExactly(2.5, -3);
  }

  @Test
  void lettersBeyondAsciiAreRead() throws IOException {
    MatValue synsets = MatFile.read(resource("meta-uint16.mat")).get("synsets");
    assertThat(synsets.toString()).contains("edible \u2014 fungus");
  }

  @Test
  void otherFilesAreRefused() {
    for (byte[] other : new byte[][] {new byte[0], new byte[127], new byte[200]}) {
      assertThatThrownBy(() -> MatFile.read(other)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"meta.mat", "meta-uint16.mat"})
  void aFileThatIsCutShortIsRefusedOrLacksVariables(String name) throws IOException {
    byte[] whole = resource(name);
    for (int length = 0; length < whole.length; length++) {
      try {
        assertThat(MatFile.read(Arrays.copyOf(whole, length))).hasSizeLessThan(2);
      } catch (IOException refused) {
        assertThat(refused.getMessage()).contains("MATLAB");
      }
    }
  }

  /** What is damaged anywhere is refused, or read as something else. */
  @ParameterizedTest
  @ValueSource(strings = {"meta.mat", "meta-uint16.mat"})
  void aDamagedFileIsNeverMoreThanAnIoException(String name) throws IOException {
    long seed = Long.getLong("d2v.seed", 2012);
    System.out.println("MatFileTest: -Dd2v.seed=" + seed);
    Random random = new Random(seed);
    byte[] whole = resource(name);
    int refusals = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        damaged[120 + random.nextInt(damaged.length - 120)] = (byte) random.nextInt();
      }
      try {
        MatFile.read(damaged);
      } catch (IOException refused) {
        refusals++;
      }
    }
    assertThat(refusals).isPositive();
  }

  private static double[] numbers(@Nullable MatValue value) {
    return ((MatValue.Numbers) Objects.requireNonNull(value)).values();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = MatFileTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
