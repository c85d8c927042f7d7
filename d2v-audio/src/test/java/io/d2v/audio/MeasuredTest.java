package io.d2v.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recordings of a program's own are put beside others of like length. */
class MeasuredTest {
  @Test
  void aRecordingIsAsLongAtSixteenKilohertzAsItsHeaderSays() {
    Sample second = encoded("second.wav", new Wave(8_000, 1, 16).tone(440, 1));
    Sample none = encoded("none.wav", new byte[] {1, 2, 3});
    Measured data = new Measured(new Given(List.of(second, none)));
    assertThat(data.length(0)).hasValue(16_000);
    assertThat(data.length(1)).isEmpty();
  }

  private static Sample encoded(String id, byte[] bytes) {
    return Sample.of(id, new Sample.Encoded(bytes));
  }

  private record Given(List<Sample> samples) implements Dataset {
    @Override
    public long size() {
      return samples.size();
    }

    @Override
    public Sample read(long index) {
      return samples.get((int) index);
    }

    @Override
    public void close() {}
  }
}
