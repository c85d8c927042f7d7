package io.d2v.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CrankyDatasetTest {
  @Test
  void failsAtTheChosenIndicesEachTime() throws IOException {
    CrankyDataset data = new CrankyDataset(new Hundred(), Mood.failingAt(3, 5));
    assertThat(data.read(4).id()).isEqualTo("sample 4");
    for (long index : new long[] {3, 5, 3}) {
      assertThatThrownBy(() -> data.read(index)).hasMessage("sample " + index + " is damaged");
    }
    assertThat(data.reads()).isEqualTo(4);
  }

  @Test
  void failsAtAboutTheShareAskedForAlwaysAtTheSame() {
    CrankyDataset data = new CrankyDataset(new Hundred(), Mood.failing(0.3, 1));
    List<Long> failed = failed(data);
    assertThat(failed).hasSizeBetween(15, 45).isEqualTo(failed(data));
    assertThat(failed(new CrankyDataset(new Hundred(), Mood.failing(0.3, 2)))).isNotEqualTo(failed);
  }

  @Test
  void moodsAddUp() throws IOException {
    CrankyDataset data =
        new CrankyDataset(
            new Hundred(),
            Mood.labelling(99, 1),
            Mood.brokenAt(2),
            Mood.slow(Duration.ofMillis(20)));
    long begin = System.nanoTime();
    assertThat(data.read(1).label()).hasValue(99);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(15));
    assertThat(data.read(0).label()).isEmpty();
    assertThatThrownBy(() -> data.read(2)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void countsReadersAndRefusesToBeReadOnceItIsClosed() throws IOException {
    CrankyDataset data = new CrankyDataset(new Hundred(), Mood.slow(Duration.ofMillis(1)));
    data.read(0);
    assertThat(data.mostReadersAtOnce()).isEqualTo(1);
    data.close();
    assertThat(data.closes()).isEqualTo(1);
    assertThatThrownBy(() -> data.read(7)).hasMessageContaining("sample 7 was read after");
  }

  private static List<Long> failed(Dataset data) {
    return LongStream.range(0, data.size()).filter(i -> fails(data, i)).boxed().toList();
  }

  private static boolean fails(Dataset data, long index) {
    try {
      data.read(index);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private record Hundred() implements Dataset {
    @Override
    public long size() {
      return 100;
    }

    @Override
    public Sample read(long index) {
      return Sample.of("sample " + index, new Sample.Text("text"));
    }

    @Override
    public void close() {}
  }
}
