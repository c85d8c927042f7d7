package io.d2v.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.bench.probe.Interval;
import io.d2v.bench.result.Budget;
import io.d2v.bench.result.ResultRow;
import io.d2v.bench.result.ResultTable;
import io.d2v.bench.result.ResultTable.Better;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may be said of models that were given the same labels, seed by seed. */
class FoundTest {
  @Test
  void whatSeedsHaveInCommonCancelsOut() {
    Found found = found(Better.HIGHER, List.of(60.0, 70.0, 80.0), List.of(58.0, 67.0, 78.0));

    Gain gain = found.gains().get(0);
    assertThat(found.table().rows().get(0).value("dev_x").orElseThrow().halfWidth())
        .as("the seeds differ by tens")
        .isGreaterThan(20);
    assertThat(gain.more().mean()).isCloseTo(7.0 / 3, within(1e-12));
    assertThat(gain.more().low()).isPositive();
    assertThat(gain.sentence())
        .isEqualTo("pre-trained over from scratch, seed by seed: dev_x +2.3 ± 1.4 %: better.");
  }

  @Test
  void fewerErrorsAreBetter() {
    Found found = found(Better.LOWER, List.of(60.0, 70.0, 80.0), List.of(58.0, 67.0, 78.0));

    assertThat(found.gains().get(0).sentence()).contains("dev_x -2.3 ± 1.4 %: worse.");
  }

  @Test
  void anIntervalThatHoldsZeroShowsNothing() {
    Found found = found(Better.HIGHER, List.of(60.0, 70.0), List.of(58.0, 75.0));

    assertThat(found.gains().get(0).verdict()).isEqualTo("no difference that the interval shows");
  }

  @Test
  void oneSeedHasNoInterval() {
    Found found = found(Better.HIGHER, List.of(60.0), List.of(58.0));

    assertThat(found.gains().get(0).sentence()).contains("dev_x +2.0 %: one seed, no interval");
    assertThat(found.medians()).isEmpty();
  }

  @Test
  void mediansAreOfTheMiddle() {
    Found odd = found(Better.HIGHER, List.of(9.0, 1.0, 5.0), List.of(1.0, 2.0, 3.0));
    Found even = found(Better.HIGHER, List.of(9.0, 1.0, 5.0, 7.0), List.of(1.0, 2.0, 3.0, 4.0));

    assertThat(odd.medians()).first().isEqualTo("Medians, pre-trained: dev_x 5.0.");
    assertThat(even.medians()).last().isEqualTo("Medians, from scratch: dev_x 2.5.");
  }

  private static Found found(Better better, List<Double> mine, List<Double> its) {
    Map<String, Scored> scored = new LinkedHashMap<>();
    scored.put("pre-trained", new Scored(Map.of("dev_x", mine)));
    scored.put("from scratch", new Scored(Map.of("dev_x", its)));
    List<ResultRow> rows =
        scored.entrySet().stream()
            .map(entry -> row(entry.getKey(), entry.getValue().intervals()))
            .toList();
    ResultTable table = new ResultTable("b", "t", List.of("dev_x"), better, "%", rows);
    return new Found("t", table, scored, List.of(), Map.of());
  }

  private static ResultRow row(String name, Map<String, Interval> values) {
    return new ResultRow(
        name, values, new Budget("a", "b", "c"), Optional.empty(), Optional.empty());
  }
}
