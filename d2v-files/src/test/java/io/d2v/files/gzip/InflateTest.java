package io.d2v.files.gzip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.files.gzip.Packed.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's deflater and inflater are the reference. */
class InflateTest {
  private static final int MOST = 4 << 20;
  private static final byte[] ROOM = new byte[MOST];

  @ParameterizedTest
  @MethodSource("io.d2v.files.gzip.Packed#samples")
  void whatTheJdkDeflatedComesBackForEveryLevelAndStrategy(Sample sample) throws IOException {
    for (int level = 0; level <= 9; level++) {
      for (int strategy = 0; strategy <= Deflater.HUFFMAN_ONLY; strategy++) {
        byte[] packed = Packed.deflated(sample.bytes(), level, strategy);
        assertThat(Arrays.mismatch(inflated(packed), sample.bytes()))
            .as("level %s, strategy %s", level, strategy)
            .isNegative();
      }
    }
  }

  @Test
  void aStreamThatIsCutShortAnywhereIsRefused() throws IOException {
    byte[] words = Packed.samples().skip(3).findFirst().orElseThrow().bytes();
    byte[] packed = Packed.deflated(Arrays.copyOf(words, 3000), 6, Deflater.DEFAULT_STRATEGY);
    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> inflated(cut))
          .as("%s bytes", length)
          .isInstanceOf(IOException.class);
    }
  }

  /**
   * Streams that differ from good ones in a few places: read as by the JDK, or refused as by it.
   */
  @Test
  void damagedStreamsAreReadAndRefusedAsByTheJdk() {
    long seed = Long.getLong("d2v.seed", 20_260_417L);
    System.out.println("InflateTest: -Dd2v.seed=" + seed);
    Random random = new Random(seed);
    byte[][] streams =
        Packed.samples()
            .skip(1)
            .flatMap(
                sample ->
                    IntStream.of(0, 1, 6)
                        .mapToObj(
                            level ->
                                Packed.deflated(
                                    Arrays.copyOf(
                                        sample.bytes(), Math.min(4000, sample.bytes().length)),
                                    level,
                                    random.nextInt(3))))
            .toArray(byte[][]::new);
    for (int i = 0; i < 40_000; i++) {
      byte[] damaged = streams[random.nextInt(streams.length)].clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        damaged[random.nextInt(Math.min(damaged.length, 200))] ^= (byte) (1 << random.nextInt(8));
      }
      assertThat(outcome(() -> inflated(damaged)))
          .as("change %s of -Dd2v.seed=%s", i, seed)
          .isEqualTo(outcome(() -> jdk(damaged)));
    }
  }

  @Test
  void noiseIsNeverMoreThanAnIoException() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      assertThat(outcome(() -> inflated(noise))).isEqualTo(outcome(() -> jdk(noise)));
    }
  }

  @FunctionalInterface
  private interface Reading {
    byte[] read() throws IOException;
  }

  private static String outcome(Reading reading) {
    try {
      byte[] bytes = reading.read();
      return bytes.length + " bytes, " + Arrays.hashCode(bytes);
    } catch (IOException refused) {
      return "refused";
    }
  }

  private static byte[] inflated(byte[] packed) throws IOException {
    Inflate inflate = new Inflate(new BitInput(Packed.stream(packed), 0), new byte[0]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (!inflate.ended() && out.size() < MOST) {
      inflate.more();
      out.write(inflate.bytes(), inflate.from(), inflate.available());
      inflate.take(inflate.available());
    }
    return out.toByteArray();
  }

  private static byte[] jdk(byte[] packed) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      int length = inflater.inflate(ROOM);
      if (!inflater.finished()) {
        throw new IOException("cut short");
      }
      return Arrays.copyOf(ROOM, length);
    } catch (DataFormatException damaged) {
      throw new IOException(damaged);
    } finally {
      inflater.end();
    }
  }
}
