package io.d2v.bench.harness;

import io.d2v.bench.report.Series;
import io.d2v.bench.result.Examined;
import io.d2v.bench.result.ResultTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a comparison found.
 *
 * @param task what models were compared in
 * @param table means and intervals
 * @param scored by the name of a row, seed by seed
 * @param curves of what runs were judged by on the way
 * @param examined what single runs did, by their names
 */
public record Found(
    String task,
    ResultTable table,
    Map<String, Scored> scored,
    List<Series> curves,
    Map<String, Examined> examined) {
  /** Copies the collections, whose order stays. */
  public Found {
    scored = Collections.unmodifiableMap(new LinkedHashMap<>(scored));
    curves = List.copyOf(curves);
    examined = Collections.unmodifiableMap(new LinkedHashMap<>(examined));
  }

  /** How much better the first row is than each other one, by every column of both. */
  public List<Gain> gains() {
    List<Gain> gains = new ArrayList<>();
    String first = table.rows().get(0).name();
    for (String other : scored.keySet()) {
      for (String column : table.columns()) {
        double[] mine = of(first).of(column);
        double[] its = of(other).of(column);
        if (!other.equals(first) && mine.length > 0 && mine.length == its.length) {
          gains.add(Gain.of(first, other, column, mine, its, table));
        }
      }
    }
    return gains;
  }

  /** The medians of each row, by which GLUE's results are published; none of a single seed. */
  public List<String> medians() {
    List<String> medians = new ArrayList<>();
    scored.forEach(
        (row, values) -> {
          if (values.values().values().stream().allMatch(seeds -> seeds.size() > 1)) {
            String each =
                values.values().keySet().stream()
                    .map(m -> String.format(Locale.ROOT, "%s %.1f", m, values.median(m)))
                    .collect(Collectors.joining(", "));
            medians.add("Medians, " + row + ": " + each + ".");
          }
        });
    return medians;
  }

  /** What a row reached; nothing where there is no such row. */
  Scored of(String row) {
    Scored of = scored.get(row);
    return of == null ? Scored.NOTHING : of;
  }
}
