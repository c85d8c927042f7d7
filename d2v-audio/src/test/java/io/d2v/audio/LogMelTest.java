package io.d2v.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogMelTest {
  @Test
  void aToneIsLoudestInItsBandAndDoesNotChange() {
    float[] summary = LogMel.summary(tone(1000, 16_000));
    int loudest = 0;
    for (int band = 1; band < LogMel.BANDS; band++) {
      loudest = summary[band] > summary[loudest] ? band : loudest;
    }
    assertThat(loudest).isEqualTo(13); // 999.99 mel of 2840, in 41 steps from 32 mel
    assertThat(summary[LogMel.BANDS + loudest]).isLessThan(0.01f);
  }

  @Test
  void lengthChangesNoMean() {
    assertThat(LogMel.summary(tone(1000, 8_000)))
        .containsExactly(LogMel.summary(tone(1000, 32_000)), offset(0.01f));
  }

  @Test
  void aWindowOfAWaveformIsEnough() {
    assertThat(LogMel.summary(Arrays.copyOf(tone(1000, 400), 40))).hasSize(2 * LogMel.BANDS);
    assertThat(LogMel.summary(new float[1])).doesNotContain(Float.NaN);
  }

  private static float[] tone(double hertz, int samples) {
    float[] tone = new float[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (float) Math.sin(2 * Math.PI * hertz * i / 16_000);
    }
    return tone;
  }
}
