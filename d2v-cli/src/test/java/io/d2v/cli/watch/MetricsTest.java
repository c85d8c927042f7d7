package io.d2v.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.train.GuardSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  MetricsTest() {
    String recipe = "name: tiny\nmodality: vision\nguards:\n  collapse_after: 100\n";
    metrics.guards(Optional.of(GuardSettings.of(RecipeReader.parse("tiny", recipe, List.of()))));
  }

  private Gauge gauge(String name) {
    return metrics.gauges().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void spreadIsJudgedAsGuardsDo() {
    metrics.line(100, Map.of("target_var", 0.05));
    assertThat(gauge("target_var").verdict()).isEqualTo(Gauge.Verdict.UNJUDGED);
    assertThat(gauge("target_var").words()).contains("from step 101 on");

    metrics.line(101, Map.of("target_var", 0.2, "pred_var", 0.019));
    assertThat(gauge("target_var"))
        .isEqualTo(
            new Gauge(
                "target_var",
                "0.2",
                Gauge.Verdict.FINE,
                "alarm below 0.2, the run ends below 0.1"));
    assertThat(gauge("pred_var").verdict()).isEqualTo(Gauge.Verdict.WATCH);

    metrics.line(102, Map.of("target_var", 0.0999));
    assertThat(gauge("target_var").verdict()).isEqualTo(Gauge.Verdict.ALARM);
  }

  @Test
  void theWeakestStageIsJudgedAsGuardsDo() {
    metrics.line(100, stages(1.05, 3));
    assertThat(gauge("least stage rank").verdict()).isEqualTo(Gauge.Verdict.UNJUDGED);
    assertThat(gauge("least stage rank").words()).contains("from step 101 on");

    metrics.line(101, stages(1.05, 3));
    assertThat(gauge("least stage rank"))
        .isEqualTo(
            new Gauge(
                "least stage rank",
                "1.05",
                Gauge.Verdict.WATCH,
                "at layer_1; warned of below 1.1"));

    metrics.line(102, stages(5, 3));
    assertThat(gauge("least stage rank"))
        .isEqualTo(
            new Gauge(
                "least stage rank", "3", Gauge.Verdict.FINE, "at encoder; warned of below 1.1"));
    assertThat(gauge("stage.encoder.rank").verdict()).isEqualTo(Gauge.Verdict.FREE);
    assertThat(metrics.gauges()).extracting(Gauge::name).doesNotContain("least stage variance");
  }

  private static Map<String, Number> stages(double layer, double encoder) {
    return Map.of("stage.layer_1.rank", layer, "stage.encoder.rank", encoder);
  }

  @Test
  void aLossFarAboveThoseBeforeIsASpike() {
    for (int i = 1; i <= 40; i++) {
      metrics.line(i, Map.of("loss", 1));
    }
    assertThat(gauge("loss").verdict()).isEqualTo(Gauge.Verdict.FINE);
    assertThat(gauge("loss").words()).contains("above 2 now"); // ten times a tenth of the median

    metrics.line(41, Map.of("loss", 2.1));
    assertThat(gauge("loss").verdict()).isEqualTo(Gauge.Verdict.WATCH);
  }

  @Test
  void fewLossesAreNotJudged() {
    metrics.line(1, Map.of("loss", 1));
    assertThat(gauge("loss").verdict()).isEqualTo(Gauge.Verdict.UNJUDGED);
  }

  @Test
  void updatesThatAreNotAppliedAreCounted() {
    metrics.line(1, Map.of("loss", Double.NaN, "applied", 0));
    assertThat(gauge("loss").verdict()).isEqualTo(Gauge.Verdict.ALARM);
    assertThat(gauge("updates not applied").verdict()).isEqualTo(Gauge.Verdict.ALARM);
    assertThat(gauge("updates not applied").words()).contains("1 times just now", "10 in a row");

    metrics.line(2, Map.of("loss", 1));
    assertThat(gauge("updates not applied").value()).isEqualTo("1");
    assertThat(gauge("updates not applied").verdict()).isEqualTo(Gauge.Verdict.WATCH);
  }

  @Test
  void whateverIsMeasuredIsDrawnAndLikeNamesShareAChart() {
    metrics.line(
        1, Map.of("stage.encoder.rank", 5, "stage.layer_1.rank", 4, "probe_accuracy", 0.5));
    metrics.line(2, Map.of("something_new", 1, "target_var", 0.5));

    assertThat(metrics.charts())
        .contains(
            "<figcaption>stage rank</figcaption>",
            "<li class=\"c0\">encoder</li><li class=\"c1\">layer_1</li>",
            "<figcaption>probe_accuracy",
            "<figcaption>something_new",
            "alarm below 0.2",
            "the run ends below 0.1",
            "warned of below 1.1")
        .doesNotContain("class=\"c0\">something_new");
    assertThat(gauge("something_new").verdict()).isEqualTo(Gauge.Verdict.FREE);
  }

  @Test
  void nothingMeasuredIsNoGauge() {
    assertThat(metrics.gauges()).isEmpty();
  }
}
