package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Probe;
import io.d2v.api.Settings;
import io.d2v.api.UserError;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.TensorHashes;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlineProbeTest {
  private static final String[] PROBED = {
    "probe.name=norm", "probe.every=3", "probe.samples=5", "probe.settings={power: 2}"
  };

  @TempDir Path folder;

  @Test
  void itsFindingsAreLoggedWithTheirUpdate() throws Exception {
    Norm norm = new Norm();
    TinyRun run = new TinyRun(folder.resolve("run")).with(Plugins.discover().and(norm));

    run.run(Long.MAX_VALUE, TinyRun.recipe(PROBED));

    List<MetricsLog.Entry> log = MetricsLog.read(run.folder().metrics());
    assertThat(log.stream().filter(line -> line.values().containsKey("probe_size")))
        .extracting(MetricsLog.Entry::step)
        .containsExactly(3L, 6L, 9L);
    assertThat(norm.asked).hasSize(3).allMatch(features -> features.vectors().length == 5);
    assertThat(log.get(5).values().get("probe_size")).isEqualTo(Norm.size(norm.asked.get(1)));
    assertThat(Norm.size(norm.asked.get(2))).isNotEqualTo(Norm.size(norm.asked.get(0)));
  }

  @Test
  void itChangesNothingInTheRun() throws Exception {
    TinyRun probed = new TinyRun(folder.resolve("probed")).with(Plugins.discover().and(new Norm()));
    TinyRun plain = new TinyRun(folder.resolve("plain"));

    probed.run(Long.MAX_VALUE, TinyRun.recipe(PROBED));
    plain.run(Long.MAX_VALUE, TinyRun.recipe());

    assertThat(hashes(probed)).isEqualTo(hashes(plain));
  }

  @Test
  void oneThatFailsStopsNothing() throws Exception {
    TinyRun run = new TinyRun(folder.resolve("run")).with(Plugins.discover().and(new Failing()));

    run.run(Long.MAX_VALUE, TinyRun.recipe("probe.name=failing", "probe.every=3"));

    assertThat(MetricsLog.read(run.folder().metrics()))
        .hasSize(9)
        .allMatch(
            line -> line.values().keySet().stream().noneMatch(key -> key.startsWith("probe")));
  }

  private static final class Failing implements Probe.Provider {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public Probe create(Settings settings) {
      return features -> {
        throw new IllegalStateException("no idea");
      };
    }
  }

  @Test
  void oneThatIsNotThereIsAnErrorBeforeAnythingIsComputed() {
    TinyRun run = new TinyRun(folder.resolve("run"));

    assertThatThrownBy(() -> run.run(1, TinyRun.recipe(PROBED)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no probe 'norm'");
  }

  private static Map<String, String> hashes(TinyRun run) throws Exception {
    return TensorHashes.of(Checkpoint.load(run.folder().checkpoints().newest().orElseThrow()));
  }

  /** Keeps what it is given. */
  private static final class Norm implements Probe.Provider {
    private final List<Probe.Features> asked = new ArrayList<>();

    record Choice(int power) {}

    @Override
    public String name() {
      return "norm";
    }

    @Override
    public Probe create(Settings settings) {
      assertThat(settings.as(Choice.class, MethodHandles.lookup()).power()).isEqualTo(2);
      return features -> {
        asked.add(features);
        return Map.of("size", size(features));
      };
    }

    static double size(Probe.Features features) {
      double sum = 0;
      for (float[] vector : features.vectors()) {
        for (float entry : vector) {
          sum += entry * entry;
        }
      }
      return sum;
    }
  }
}
