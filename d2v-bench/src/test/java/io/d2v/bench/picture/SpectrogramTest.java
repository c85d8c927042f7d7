package io.d2v.bench.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrogramTest {
  private static final int RATE = 16_000;

  @ParameterizedTest
  @ValueSource(ints = {100, 440, 1000, 3000, 7500})
  void aPureToneIsDarkestAtItsFrequency(int hertz) {
    Spectrogram spectrogram = Spectrogram.of(tone(hertz, RATE / 2), RATE);
    int column = spectrogram.pixels().width() / 2;

    int darkest =
        IntStream.range(0, spectrogram.pixels().height())
            .reduce((a, b) -> level(spectrogram, column, b) < level(spectrogram, column, a) ? b : a)
            .orElseThrow();

    double height = 1 - (darkest + 0.5) / spectrogram.pixels().height();
    assertThat(height).isCloseTo(spectrogram.height(hertz), within(0.02));
    assertThat(level(spectrogram, column, darkest)).isZero();
    assertThat(level(spectrogram, column, hertz < 2000 ? 0 : 63)).as("far away").isEqualTo(255);
  }

  @Test
  void aToneIsDarkOnlyWhileItSounds() {
    float[] waveform = new float[RATE];
    System.arraycopy(tone(1000, RATE / 4), 0, waveform, RATE / 2, RATE / 4);

    Spectrogram spectrogram = Spectrogram.of(waveform, RATE);

    int row = 63 - (int) (spectrogram.height(1000) * 64);
    assertThat(spectrogram.pixels().width()).isEqualTo(200);
    assertThat(level(spectrogram, 90, row)).isEqualTo(255);
    assertThat(level(spectrogram, 125, row)).isLessThan(60);
    assertThat(level(spectrogram, 160, row)).isEqualTo(255);
  }

  @Test
  void silenceIsWhite() {
    assertThat(Spectrogram.of(new float[800], RATE).pixels().colours()).containsOnly(0xffffff);
  }

  @Test
  void frequenciesLieAsHearingHasThemApart() {
    Spectrogram spectrogram = Spectrogram.of(new float[1], RATE);

    assertThat(spectrogram.height(0)).isZero();
    assertThat(spectrogram.height(1000)).as("1,000 mel of 2,840").isCloseTo(0.352, within(1e-3));
    assertThat(spectrogram.height(8000)).isEqualTo(1);
  }

  private static int level(Spectrogram spectrogram, int column, int row) {
    Pixels pixels = spectrogram.pixels();
    return pixels.colours()[row * pixels.width() + column] & 0xff;
  }

  private static float[] tone(int hertz, int samples) {
    float[] tone = new float[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (float) Math.sin(2 * Math.PI * hertz * i / RATE);
    }
    return tone;
  }
}
