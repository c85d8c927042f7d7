package io.d2v.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.d2v.api.Encoder.Phase;
import io.d2v.api.Sample;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecodedWaveformsTest {
  private static final int WHOLE = Integer.MAX_VALUE;

  static List<String> waves() throws IOException {
    return List.copyOf(FrontendFixture.tensors("inputs.safetensors").keySet());
  }

  @Tag("golden")
  @ParameterizedTest
  @MethodSource("waves")
  void normalisingIsTheReferences(String wave) throws IOException {
    Map<String, float[]> expected = FrontendFixture.tensors("expected.safetensors");
    float[] samples = FrontendFixture.tensors("inputs.safetensors").get(wave);
    assertThat(waveform(1e-5, samples, WHOLE, Phase.EVALUATE, 1))
        .containsExactly(expected.get("fairseq_layer_norm." + wave), offset(2e-5f));
    assertThat(waveform(1e-7, samples, WHOLE, Phase.EVALUATE, 1))
        .containsExactly(expected.get("hf_feature_extractor." + wave), offset(2e-5f));
  }

  @Test
  void aLongOneIsCutAnywhereInTrainingAndAtItsStartElsewhere() throws IOException {
    float[] ramp = new float[100];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i;
    }
    float[] whole = waveform(1e-5, ramp, WHOLE, Phase.TRAIN, 1);
    assertThat(waveform(1e-5, ramp, 90, Phase.EVALUATE, 1)).isEqualTo(Arrays.copyOf(whole, 90));
    List<Float> starts =
        IntStream.range(0, 200)
            .mapToObj(key -> train(ramp, 90, key)[0])
            .distinct()
            .sorted()
            .toList();
    assertThat(starts).hasSize(11).startsWith(whole[0]).endsWith(whole[10]);
  }

  @Test
  void aShortOneStaysAsLongAsItIs() throws IOException {
    assertThat(waveform(1e-5, new float[] {1, 2, 3}, 90, Phase.TRAIN, 1)).hasSize(3);
  }

  @Test
  void silenceStaysSilence() throws IOException {
    assertThat(waveform(1e-7, new float[50], WHOLE, Phase.EVALUATE, 1)).containsOnly(0);
  }

  private static float[] train(float[] samples, int most, int key) {
    try {
      return waveform(1e-5, samples, most, Phase.TRAIN, key);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static float[] waveform(double epsilon, float[] samples, int most, Phase phase, long key)
      throws IOException {
    Sample sample = Sample.of("w", new Sample.Values(Array.of(Shape.of(samples.length), samples)));
    float[] out = new float[most == WHOLE ? samples.length : most];
    int length =
        new DecodedWaveforms(epsilon).waveform(sample, out, phase, new SplittableRandom(key));
    return Arrays.copyOf(out, length);
  }
}
