package io.d2v.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read without FFmpeg's demuxer is what is read with it. */
class FlacStreamTest {
  static List<String> flacs() throws IOException {
    return FrontendFixture.sounds().stream().filter(name -> name.endsWith(".flac")).toList();
  }

  @ParameterizedTest
  @MethodSource("flacs")
  void samplesAreThoseOfTheDemuxer(String name) throws IOException {
    byte[] flac = FrontendFixture.bytes(name);
    assertThat(decoded(new FlacStream(flac))).isEqualTo(demuxed(flac)).isNotEmpty();
  }

  @Test
  void theFirstBlockMayBeTheLastBeforeTheFrames() throws IOException {
    byte[] whole = FrontendFixture.bytes("mono_pcm16.flac");
    int begin = FlacStream.frames(whole);
    byte[] alone =
        Arrays.copyOf(whole, 42 + whole.length - begin); // "fLaC" and a block of 34 bytes
    alone[4] = (byte) 0x80;
    System.arraycopy(whole, begin, alone, 42, whole.length - begin);

    assertThat(FlacStream.frames(alone)).isEqualTo(42);
    assertThat(decoded(new FlacStream(alone))).isEqualTo(demuxed(whole));
  }

  @Test
  void damageIsFoundByItsChecksums() throws IOException {
    byte[] whole = FrontendFixture.bytes("mono_pcm16.flac");
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      int at = whole.length / 4 + random.nextInt(whole.length / 2);
      damaged[at] = (byte) ~damaged[at];
      assertThatThrownBy(() -> decoded(new FlacStream(damaged)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void blocksThatAreNotAsTheFormatHasThemAreDamage() throws IOException {
    byte[] whole = FrontendFixture.bytes("mono_pcm16.flac");
    for (int length : new int[] {5, 8, 30, 42}) {
      assertThatThrownBy(() -> new FlacStream(Arrays.copyOf(whole, length)))
          .isInstanceOf(IOException.class);
    }
    byte[] longer = whole.clone();
    longer[7] = 35; // the first block's length
    assertThatThrownBy(() -> new FlacStream(longer)).isInstanceOf(IOException.class);
  }

  private static float[] demuxed(byte[] flac) throws IOException {
    return decoded(new SoundStream(SoundFormat.FLAC, flac));
  }

  @SuppressWarnings("try") // the scope frees what is made within it, unnamed
  private static float[] decoded(SoundFrames opened) throws IOException {
    try (PointerScope scope = new PointerScope();
        SoundFrames frames = opened;
        Resampler resampler = new Resampler(Resampler.RATE)) {
      while (frames.next()) {
        resampler.add(frames.frame());
      }
      return resampler.finish();
    }
  }
}
