package io.d2v.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the disk makes of a checkpoint: it is seen, named, and the one before is taken. */
class CorruptionTest {
  private static final List<String> FILES =
      List.of(
          "student.safetensors",
          "teacher.safetensors",
          "optimizer.safetensors",
          "recipe.yaml",
          "state.json",
          "MANIFEST.sha256");
  private static final int PAYLOAD_BYTES = 1_000;
  private static final int TRUNCATIONS = 100;

  @TempDir Path temp;
  private final SplittableRandom random = new SplittableRandom(7);
  private RunFolder run = new RunFolder(Path.of(""));
  private Path newest = Path.of("");

  @BeforeEach
  void saveTwo() throws IOException {
    run = RunFolder.create(temp.resolve("run"));
    run.writeRecipe("name: tiny\n");
    run.checkpoints().save(checkpoint(1), Keep.newest(2));
    newest = run.checkpoints().save(checkpoint(2), Keep.newest(2));
  }

  @Test
  void everyHeaderByteOfEveryFileCounts() throws IOException {
    for (String name : FILES) {
      byte[] good = Files.readAllBytes(newest.resolve(name));
      int header = name.endsWith(".safetensors") ? headerBytes(good) : good.length;
      for (int at = 0; at < header; at++) {
        assertSeen(name, flipped(good, at, random.nextInt(1, 256)), "byte " + at);
      }
      Files.write(newest.resolve(name), good);
    }
  }

  @Test
  void bytesOfThePayloadCount() throws IOException {
    List<String> tensors = FILES.subList(0, 3);
    for (int i = 0; i < PAYLOAD_BYTES; i++) {
      String name = tensors.get(i % tensors.size());
      byte[] good = Files.readAllBytes(newest.resolve(name));
      int at = random.nextInt(headerBytes(good), good.length);
      assertSeen(name, flipped(good, at, 1 << random.nextInt(8)), "byte " + at);
      Files.write(newest.resolve(name), good);
    }
  }

  @Test
  void aFileThatEndsTooSoonIsSeen() throws IOException {
    for (int i = 0; i < TRUNCATIONS; i++) {
      String name = FILES.get(i % FILES.size());
      byte[] good = Files.readAllBytes(newest.resolve(name));
      int left = i < FILES.size() ? good.length - 1 : random.nextInt(good.length);
      assertSeen(name, Arrays.copyOf(good, left), "cut to " + left);
      Files.write(newest.resolve(name), good);
    }
  }

  private void assertSeen(String name, byte[] bad, String how) throws IOException {
    Files.write(newest.resolve(name), bad);
    assertThat(Checkpoints.damage(newest).orElse("whole"))
        .as("%s, %s", name, how)
        .contains("step-2 is not a whole checkpoint: ")
        .satisfies(
            damage -> {
              if (!name.equals("MANIFEST.sha256")) { // else it may name any of them
                assertThat(damage).contains(name);
              }
            });
    assertThat(run.checkpoints().newest().orElseThrow().getFileName()).hasToString("step-1");
  }

  private static byte[] flipped(byte[] good, int at, int bits) {
    byte[] bad = good.clone();
    bad[at] ^= (byte) bits;
    return bad;
  }

  private static int headerBytes(byte[] file) {
    return Math.toIntExact(
        Long.BYTES + ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong());
  }

  private static Checkpoint checkpoint(long step) {
    float[] numbers = new float[600];
    IntStream.range(0, numbers.length).forEach(i -> numbers[i] = step + 1f / (i + 1));
    Map<String, Array> arrays = Map.of("w", Array.of(Shape.of(20, 30), numbers));
    return new Checkpoint(
        new RunState(step, 42, Map.of("a", "b")), "name: tiny\n", arrays, arrays, arrays);
  }
}
