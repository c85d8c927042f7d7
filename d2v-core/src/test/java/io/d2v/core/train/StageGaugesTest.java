package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.MetricSink;
import io.d2v.api.Settings;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.TensorHashes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageGaugesTest {
  private static final String EVERY = "guards.stages_every=3";
  private static final String NEVER = "guards.stages_every=0";

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void everyStageIsLoggedNowAndThen() throws Exception {
    TinyRun run = run("run", 9, EVERY);

    List<MetricsLog.Entry> looked =
        MetricsLog.read(run.folder().metrics()).stream()
            .filter(line -> !StageGauges.stages(line.values().keySet()).isEmpty())
            .toList();
    assertThat(looked).extracting(MetricsLog.Entry::step).containsExactly(3L, 6L, 9L);
    for (MetricsLog.Entry line : looked) {
      assertThat(StageGauges.stages(line.values().keySet()))
          .containsExactlyInAnyOrder("encoder", "layer_1", "layer_2", "prediction", "target");
      for (String stage : StageGauges.stages(line.values().keySet())) {
        assertThat(line.values().get(StageGauges.variance(stage))).isPositive();
        assertThat(line.values().get(StageGauges.rank(stage))).isBetween(1.0, 8.0);
      }
    }
    assertThat(looked.get(0).values().get("stage.layer_2.rank"))
        .isNotEqualTo(looked.get(1).values().get("stage.layer_2.rank"));
  }

  @Test
  void aSinkIsToldOfEachChannelAndShownPredictionAndTarget() throws Exception {
    Map<Long, MetricSink.Seen> seen = new TreeMap<>();
    TinyRun run = new TinyRun(folder.resolve("run")).with(Plugins.discover().and(new Sink(seen)));
    run.run(9, TinyRun.recipe(EVERY, "metrics.name=seeing"));

    assertThat(seen).containsOnlyKeys(3L, 6L, 9L);
    MetricSink.Seen last = seen.get(9L);
    Map<String, Double> line = MetricsLog.read(run.folder().metrics()).get(8).values();
    assertThat(last.distributions()).hasSize(5);
    last.distributions()
        .forEach(
            (name, spreads) -> {
              assertThat(spreads).hasSize(8);
              double mean = 0;
              for (float spread : spreads) {
                mean += spread / 8;
              }
              assertThat(line.get(name.replace(".spreads", ".variance")))
                  .isCloseTo(mean, within(1e-6));
            });
    assertThat(last.pictures()).containsOnlyKeys("stage.prediction", "stage.target");
    for (float[][] picture : last.pictures().values()) {
      assertThat(picture).hasDimensions(2, 8);
      for (float brightness : picture[0]) {
        assertThat(brightness).isBetween(0f, 1f);
      }
    }
  }

  private record Sink(Map<Long, MetricSink.Seen> seen) implements MetricSink.Provider {
    @Override
    public String name() {
      return "seeing";
    }

    @Override
    public MetricSink create(Settings settings) {
      return new MetricSink() {
        @Override
        public void started(Run run) {}

        @Override
        public void measured(long update, Map<String, Number> values) {}

        @Override
        public void seen(long update, Seen one) {
          seen.put(update, one);
        }

        @Override
        public void close() {}
      };
    }
  }

  @Test
  void theyChangeNothingInARun() throws Exception {
    assertThat(hashes(run("looked", 9, EVERY))).isEqualTo(hashes(run("plain", 9, NEVER)));
  }

  @Test
  void aRunThatWasStoppedLooksAtTheSame() throws Exception {
    TinyRun whole = run("whole", 9, EVERY);
    for (int stops = 0; stops < 3; stops++) {
      run("parts", 3 + stops, EVERY);
    }

    assertThat(MetricsLog.read(new TinyRun(folder.resolve("parts")).folder().metrics()))
        .isEqualTo(MetricsLog.read(whole.folder().metrics()));
  }

  @Test
  void aStageThatHasNearlyCollapsedIsWarnedOfOnce() throws Exception {
    run("run", 9, EVERY, "guards.collapse_after=3", "guards.stage_rank=7.99");

    assertThat(warnings).hasSize(5);
    assertThat(warnings)
        .anyMatch(
            text ->
                text.startsWith("step 6: stage encoder has nearly collapsed: its rows spread by ")
                    && text.contains("(guards.stage_rank: 7.99)")
                    && text.contains("silent or blank"))
        .anyMatch(text -> text.contains("stage target") && text.contains("objective.ema_start"));
  }

  @Test
  void oneThatRecoversIsWarnedOfAgain() {
    StageAlarms alarms =
        new StageAlarms(
            new GuardSettings(3, 10, 0, 0.1, 0.01, 500, 0.01, 1.5, 300), new TreeSet<>());

    assertThat(alarms.look(1, line(0.5, 3))).isEmpty();
    assertThat(alarms.look(2, line(0.001, 3))).hasSize(1);
    assertThat(alarms.look(3, line(0.5, 1.2))).isEmpty();
    assertThat(alarms.look(4, line(0.5, 2))).isEmpty();
    assertThat(alarms.look(5, line(0.5, 1.2))).hasSize(1);
    assertThat(alarms.look(6, Map.of("loss", 1.0))).isEmpty();
  }

  private static Map<String, Number> line(double variance, double rank) {
    return Map.of("loss", 1.0, "stage.layer_1.variance", variance, "stage.layer_1.rank", rank);
  }

  private TinyRun run(String name, long most, String... settings) throws Exception {
    Progress listening =
        new Progress() {
          @Override
          public void warned(String message) {
            warnings.add(message);
          }
        };
    TinyRun run = new TinyRun(folder.resolve(name)).with(listening);
    run.run(most, TinyRun.recipe(settings));
    return run;
  }

  private static Map<String, String> hashes(TinyRun run) throws Exception {
    return TensorHashes.of(Checkpoint.load(run.folder().checkpoints().newest().orElseThrow()));
  }
}
