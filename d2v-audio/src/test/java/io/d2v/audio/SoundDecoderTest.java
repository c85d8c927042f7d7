package io.d2v.audio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Sample;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundDecoderTest {
  private static final float ROUNDING = 1e-7f; // of a float32 below 1
  private static final int LENGTH = Wave.HEADER - Integer.BYTES; // where a WAV says its length

  static List<String> sounds() throws IOException {
    return FrontendFixture.sounds();
  }

  @Tag("golden")
  @ParameterizedTest
  @MethodSource("sounds")
  void samplesAreTheReferences(String name) throws IOException {
    float[] expected = FrontendFixture.tensors("expected.safetensors").get("decoded." + name);
    assertThat(decode(name, FrontendFixture.bytes(name)))
        .containsExactly(expected, offset(ROUNDING));
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 44_100, 48_000})
  void everyRateBecomes16kHz(int rate) throws IOException {
    float[] tone = decode("tone.wav", new Wave(rate, 1, 16).tone(440, 1));
    assertThat(tone).hasSizeBetween(15_990, 16_010);
    assertTone(tone, 0, 0.005);
  }

  /** Half a second of a tone of 440 Hz, compressed by other programs. */
  @ParameterizedTest
  @ValueSource(strings = {"tone.mp3", "tone.opus", "tone.g722"})
  void compressedSoundIsWhatWentIn(String name) throws IOException {
    float[] tone = decode(name, resource(name));
    assertThat(tone).hasSizeBetween(7_990, 8_600);
    int delay = name.endsWith("g722") ? 22 : 0; // of its filters, which its format does not tell
    assertTone(Arrays.copyOf(tone, 8_000), delay, 0.05);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 32})
  void everyDepthIsReadToItsLastBit(int bits) throws IOException {
    float unit = (float) Math.scalb(1.0, 1 - bits);
    float[] samples = decode("few.wav", new Wave(16_000, 1, bits).of(1, -1, 3, -4096));
    assertThat(samples).containsExactly(unit, -unit, 3 * unit, -4096 * unit);
  }

  @Test
  void channelsAreMixedToTheirMean() throws IOException {
    byte[] stereo = new Wave(16_000, 2, 16).of(1000, 3000, -200, 200);
    assertThat(decode("stereo.wav", stereo)).containsExactly(2000 / 32768f, 0);
  }

  @Test
  void aStoredWaveformIsTakenAsItIs() throws IOException {
    Array values = Array.of(Shape.of(3), new float[] {1, 2, 3});
    assertThat(SoundDecoder.decode(Sample.of("w", new Sample.Values(values))))
        .containsExactly(1, 2, 3);
  }

  @Test
  void aFlacThatIsCutShortIsDamaged() throws IOException {
    byte[] whole = FrontendFixture.bytes("mono_pcm16.flac");
    for (int length : new int[] {10, 41, whole.length / 2, whole.length - 1}) {
      assertDamaged("cut.flac", Arrays.copyOf(whole, length));
    }
  }

  @Test
  void aFlacWithAWrongByteIsDamaged() throws IOException {
    byte[] bytes = FrontendFixture.bytes("mono_pcm16.flac");
    bytes[bytes.length / 2] ^= 4;
    assertDamaged("flipped.flac", bytes);
  }

  @Test
  void aFlacBehindATagIsReadAsWithoutIt() throws IOException {
    byte[] flac = FrontendFixture.bytes("mono_pcm16.flac");
    byte[] tagged = new byte[10 + 5 + flac.length];
    System.arraycopy(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 5}, 0, tagged, 0, 10);
    System.arraycopy(flac, 0, tagged, 15, flac.length);
    assertThat(decode("tagged.flac", tagged)).isEqualTo(decode("plain.flac", flac));
  }

  @Test
  void aWavWithAWrongLengthIsRefused() throws IOException {
    byte[] bytes = new Wave(16_000, 1, 16).tone(440, 0.1);
    little(bytes).putInt(LENGTH, 1_000_000);
    assertThatThrownBy(() -> decode("long.wav", bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("1000000 bytes of samples", "3200 follow");
  }

  @Test
  void aWavOfUnknownLengthGoesToItsEnd() throws IOException {
    byte[] bytes = new Wave(16_000, 1, 16).tone(440, 0.1);
    little(bytes).putInt(LENGTH, -1); // as programs write that write to a pipe
    assertThat(decode("pipe.wav", bytes)).hasSize(1600);
  }

  /** FFmpeg has decoders for each of these; a container may ask for any of hundreds. */
  @ParameterizedTest
  @ValueSource(ints = {0x161, 0x270, 0x2001})
  void aWavThatAsksForAnUnusualDecoderIsRefused(int tag) {
    byte[] bytes = new Wave(16_000, 1, 16).tone(440, 0.1);
    little(bytes).putShort(20, (short) tag);
    assertThatThrownBy(() -> decode("odd.wav", bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("compressed in an unknown way");
  }

  @Test
  void aRecordingWithoutSamplesIsRefused() {
    assertThatThrownBy(() -> decode("none.wav", new Wave(16_000, 1, 16).of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no samples");
    assertThatThrownBy(() -> decode("empty.flac", new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void tenHoursAreTooLongAndTheErrorSaysWhatToDo() {
    byte[] flac = ByteBuffer.allocate(50).put("fLaC".getBytes(UTF_8)).array();
    ByteBuffer.wrap(flac).putLong(18, (16_000L << 44) | 36_000L * 16_000);
    assertThatThrownBy(() -> decode("tape.flac", flac))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("longer than an hour", "ffmpeg");
  }

  @Test
  void textIsNoSoundWhateverItsName() {
    byte[] text = "The quick brown fox jumps over the lazy dog.".getBytes(UTF_8);
    assertThatThrownBy(() -> decode("notes.flac", text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("neither FLAC");
  }

  @Test
  void anOpusThatIsCutShortIsDamaged() throws IOException {
    byte[] whole = resource("tone.opus");
    assertDamaged("cut.opus", Arrays.copyOf(whole, whole.length - 100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tone.mp3", "tone.opus", "mono_pcm16.flac", "stereo_pcm16.wav"})
  void noiseInAFileEndsInSamplesOrAnError(String name) throws IOException {
    byte[] whole = name.startsWith("tone") ? resource(name) : FrontendFixture.bytes(name);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int k = random.nextInt(20); k > 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(decode(name, bytes)).isNotEmpty();
      } catch (IOException damaged) {
        assertThat(damaged).hasMessageMatching("(?s).{10,}");
      }
    }
  }

  private static void assertTone(float[] samples, int delay, double tolerance) {
    for (int i = 1000; i < samples.length - 500; i++) { // away from the ends
      float expected = (float) (0.5 * Math.sin(2 * Math.PI * 440 * (i - delay) / 16_000));
      assertThat(samples[i]).as("sample %d", i).isCloseTo(expected, within((float) tolerance));
    }
  }

  private static void assertDamaged(String name, byte[] bytes) {
    assertThatThrownBy(() -> decode(name, bytes))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("(?s).*(cut short|damaged).*");
  }

  private static ByteBuffer little(byte[] bytes) {
    return SoundHeader.littleEndian(bytes);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SoundDecoderTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  private static float[] decode(String name, byte[] bytes) throws IOException {
    return SoundDecoder.decode(Sample.of(name, new Sample.Encoded(bytes)));
  }
}
