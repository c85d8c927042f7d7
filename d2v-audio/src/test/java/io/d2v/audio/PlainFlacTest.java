package io.d2v.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Sample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of 9,001 samples, made by libFLAC through libsndfile 1.2.2. */
class PlainFlacTest {
  private static final int SAMPLES = 9001;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "silence",
        "noise",
        "level",
        "voice-fast",
        "voice-best",
        "loud",
        "quiet",
        "ramp-fast",
        "ramp-best"
      })
  void samplesAreFFmpegs(String name) throws IOException {
    byte[] flac = resource(name);
    assertThat(plain(flac)).isPresent();
    assertThat(plain(flac).get()).isEqualTo(ffmpegs(flac)).hasSize(SAMPLES);
  }

  @Test
  void samplesWithZerosAtTheirEndsAreLeftToFFmpeg() throws IOException {
    byte[] flac = resource("even");
    assertThat(plain(flac)).isEmpty();
    assertThat(SoundDecoder.decode(Sample.of("even.flac", new Sample.Encoded(flac))))
        .isEqualTo(ffmpegs(flac));
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise", "level", "voice-best", "quiet"})
  void everyWrongBitInAFrameIsFound(String name) throws IOException {
    byte[] whole = resource(name);
    int frames = FlacStream.frames(whole);
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      int at = frames + random.nextInt(whole.length - frames);
      damaged[at] = (byte) (damaged[at] ^ (1 << random.nextInt(Byte.SIZE)));
      assertThat(plain(damaged)).as("byte %s", at).isEmpty();
    }
  }

  @Test
  void aFileThatIsCutShortAnywhereIsFound() throws IOException {
    byte[] whole = resource("voice-best");
    for (int length = FlacStream.frames(whole) + 1; length < whole.length; length += 7) {
      assertThat(plain(Arrays.copyOf(whole, length))).isEmpty();
    }
  }

  @Test
  void aFileWithMoreOrFewerSamplesThanItSaysIsFound() throws IOException {
    for (int wrong : new int[] {0, 1, SAMPLES - 1, SAMPLES + 1, 1_000_000_000}) {
      byte[] flac = resource("voice-best");
      ByteBuffer header = ByteBuffer.wrap(flac);
      header.putInt(22, wrong); // the lower 32 bits of the count
      assertThat(plain(flac)).isEmpty();
    }
  }

  /** The check value of CRC-16/UMTS in the catalogue of parametrised CRC algorithms. */
  @Test
  void theChecksumIsThatOfThePolynomial() {
    byte[] digits = "0123456789".getBytes(US_ASCII);
    assertThat(FlacChecksum.of(digits, 1, digits.length)).isEqualTo(0xFEE8);
  }

  private static Optional<float[]> plain(byte[] flac) throws IOException {
    return PlainFlac.decode(flac, FlacStream.frames(flac));
  }

  @SuppressWarnings("try") // the scope frees what is made within it, unnamed
  private static float[] ffmpegs(byte[] flac) throws IOException {
    try (PointerScope scope = new PointerScope();
        SoundFrames frames = new SoundStream(SoundFormat.FLAC, flac);
        Resampler resampler = new Resampler(Resampler.RATE)) {
      while (frames.next()) {
        resampler.add(frames.frame());
      }
      return resampler.finish();
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = PlainFlacTest.class.getResourceAsStream("plain-" + name + ".flac")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
