package io.d2v.cli.watch;

import io.d2v.bench.report.Curves;
import io.d2v.bench.report.Level;
import io.d2v.bench.report.Series;
import io.d2v.core.train.Floor;
import io.d2v.core.train.GuardSettings;
import io.d2v.core.train.LossSpike;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that a run measured, whatever it is called, beside what its guards hold it to. */
final class Metrics implements RunLog.Reader {
  private static final String LOSS = "loss";
  private static final String APPLIED = "applied";

  /** Which come first, by how their names begin. */
  private static final List<String> FIRST =
      List.of(LOSS, "target_", "pred_", "probe_", "learning_rate", "gradient_norm", "stage.");

  private final Map<String, Curve> curves = new LinkedHashMap<>();
  private final Map<String, Number> latest = new LinkedHashMap<>();
  private Optional<GuardSettings> guards = Optional.empty();
  private LossSpike spike = new LossSpike(1);
  private double limit = Double.POSITIVE_INFINITY;
  private long step;
  private long notApplied;
  private int inARow;

  /** Compares with these from now on; what was read is to be read again where they changed. */
  void guards(Optional<GuardSettings> settings) {
    guards = settings;
    restart();
  }

  @Override
  public void restart() {
    curves.clear();
    latest.clear();
    spike = new LossSpike(guards.map(GuardSettings::spike).orElse(1.0));
    limit = Double.POSITIVE_INFINITY;
    step = 0;
    notApplied = 0;
    inARow = 0;
  }

  @Override
  public void line(long at, Map<String, Number> values) {
    step = at;
    boolean applied = values.getOrDefault(APPLIED, 1).doubleValue() != 0;
    notApplied += applied ? 0 : 1;
    inARow = applied ? 0 : inARow + 1;
    if (applied && values.containsKey(LOSS)) {
      limit = spike.limit();
      spike.add(values.getOrDefault(LOSS, Double.NaN).doubleValue());
    }
    values.forEach(
        (name, value) -> {
          curves.computeIfAbsent(name, none -> new Curve()).add(at, value.doubleValue());
          latest.put(name, value);
        });
  }

  /** Those that guards look at, then the others, as they were last. */
  List<Gauge> gauges() {
    List<Gauge> gauges = new ArrayList<>();
    names().forEach(name -> gauges.add(gauge(name)));
    if (!latest.isEmpty()) {
      gauges.add(Math.min(1, gauges.size()), applied());
    }
    gauges.addAll(stages());
    gauges.sort(Comparator.comparing(gauge -> gauge.verdict() == Gauge.Verdict.FREE));
    return gauges;
  }

  /** A chart each metric; those of like names, as of the stages of a model, share one. */
  String charts() {
    List<Series> series = new ArrayList<>();
    for (String name : names()) {
      Curve curve = curves.get(name);
      if (curve != null && !name.equals(APPLIED)) {
        Shared shared = Shared.of(name);
        series.add(new Series(shared.chart(), shared.line(), curve.steps(), curve.values()));
      }
    }
    return Curves.fragment(series, levels());
  }

  /** By the charts' names. */
  private Map<String, List<Level>> levels() {
    Map<String, List<Level>> levels = new HashMap<>();
    for (Floor floor : floors()) {
      levels.put(
          floor.gauge(),
          List.of(
              new Level("alarm below " + number(floor.alarm()), floor.alarm()),
              new Level("the run ends below " + number(floor.least()), floor.least())));
    }
    for (String name : latest.keySet()) {
      stageLeast(name)
          .ifPresent(
              least ->
                  levels.put(
                      Shared.of(name).chart(),
                      List.of(new Level("warned of below " + number(least), least))));
    }
    return levels;
  }

  /**
   * Where a metric is drawn: {@code stage.layer_3.rank} is the line {@code layer_3} of {@code stage
   * rank}.
   */
  private record Shared(String chart, String line) {
    static Shared of(String name) {
      int first = name.indexOf('.');
      int last = name.lastIndexOf('.');
      return first > 0 && last > first + 1
          ? new Shared(
              name.substring(0, first) + " " + name.substring(last + 1),
              name.substring(first + 1, last))
          : new Shared(name, name);
    }
  }

  private List<String> names() {
    return latest.keySet().stream()
        .sorted(Comparator.comparingInt(Metrics::place).thenComparing(name -> name))
        .toList();
  }

  private static int place(String name) {
    for (int i = 0; i < FIRST.size(); i++) {
      if (name.startsWith(FIRST.get(i))) {
        return i;
      }
    }
    return FIRST.size();
  }

  private List<Floor> floors() {
    return guards.map(GuardSettings::floors).orElse(List.of());
  }

  private Gauge gauge(String name) {
    double value = last(name);
    if (name.equals(LOSS)) {
      return loss(value);
    }
    return floors().stream()
        .filter(floor -> floor.gauge().equals(name))
        .findFirst()
        .map(floor -> judged(floor, value))
        .orElseGet(
            () ->
                Double.isFinite(value)
                    ? new Gauge(name, number(value), Gauge.Verdict.FREE, "")
                    : new Gauge(name, number(value), Gauge.Verdict.WATCH, "no finite number"));
  }

  private Gauge loss(double value) {
    String said = number(value);
    if (!Double.isFinite(value)) {
      return new Gauge(
          LOSS, said, Gauge.Verdict.ALARM, "no finite number; such an update is not applied");
    }
    if (guards.isEmpty()) {
      return new Gauge(LOSS, said, Gauge.Verdict.FREE, "");
    }
    if (limit == Double.POSITIVE_INFINITY) {
      return new Gauge(
          LOSS, said, Gauge.Verdict.UNJUDGED, "too few updates to tell what is a spike");
    }
    String spikes = "a spike is above " + number(limit) + " now (guards.spike)";
    return new Gauge(LOSS, said, value > limit ? Gauge.Verdict.WATCH : Gauge.Verdict.FINE, spikes);
  }

  private Gauge judged(Floor floor, double value) {
    String limits =
        String.format(
            Locale.ROOT,
            "alarm below %s, the run ends below %s",
            number(floor.alarm()),
            number(floor.least()));
    if (step <= floor.after()) {
      return early(floor.gauge(), value, limits, floor.after());
    }
    Gauge.Verdict verdict =
        value >= floor.alarm()
            ? Gauge.Verdict.FINE
            : value >= floor.least() ? Gauge.Verdict.WATCH : Gauge.Verdict.ALARM;
    return new Gauge(floor.gauge(), number(value), verdict, limits);
  }

  private static Gauge early(String name, double value, String limits, long after) {
    String from = ", from step " + (after + 1) + " on (guards.collapse_after)";
    return new Gauge(name, number(value), Gauge.Verdict.UNJUDGED, limits + from);
  }

  private Optional<Double> stageLeast(String name) {
    return guards.flatMap(settings -> settings.stageLeast(name));
  }

  /** Of each gauge that all stages have, the stage where it is least. */
  private List<Gauge> stages() {
    Map<String, String> weakest = new TreeMap<>(); // by chart
    for (String name : latest.keySet()) {
      if (stageLeast(name).isPresent()) {
        weakest.merge(
            Shared.of(name).chart(), name, (one, other) -> last(other) < last(one) ? other : one);
      }
    }
    return weakest.values().stream().map(this::stage).toList();
  }

  private Gauge stage(String name) {
    double least = stageLeast(name).orElseThrow();
    long after = guards.orElseThrow().collapseAfter();
    Shared shared = Shared.of(name);
    String shown = "least " + shared.chart();
    String words = "at " + shared.line() + "; warned of below " + number(least);
    double value = last(name);
    return step <= after
        ? early(shown, value, words, after)
        : new Gauge(
            shown, number(value), value >= least ? Gauge.Verdict.FINE : Gauge.Verdict.WATCH, words);
  }

  private double last(String name) {
    return latest.getOrDefault(name, Double.NaN).doubleValue();
  }

  private Gauge applied() {
    String most =
        guards.map(settings -> "; " + settings.notFinite() + " in a row end the run").orElse("");
    return new Gauge(
        "updates not applied",
        Long.toString(notApplied),
        inARow > 0
            ? Gauge.Verdict.ALARM
            : notApplied > 0 ? Gauge.Verdict.WATCH : Gauge.Verdict.FINE,
        "loss or gradient was no finite number, " + inARow + " times just now" + most);
  }

  /** To four digits. */
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value, new MathContext(4)).stripTrailingZeros();
    return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e9
        ? rounded.toPlainString()
        : rounded.toString();
  }
}
