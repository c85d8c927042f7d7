package io.d2v.bench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a finished model does.
 *
 * @param metrics by set and name, in order; 1 for 100 %
 * @param mistakes of classes, a set each
 * @param misheard words, a set and a way of decoding each
 * @param notes what else is to be said, such as how decoding was set
 */
public record Examined(
    Map<String, Double> metrics,
    List<Mistakes> mistakes,
    List<Misheard> misheard,
    List<String> notes) {
  /** Of nothing. */
  public static final Examined NOTHING = new Examined(Map.of(), List.of(), List.of(), List.of());

  /** Copies the collections; the metrics' order stays. */
  public Examined {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    mistakes = List.copyOf(mistakes);
    misheard = List.copyOf(misheard);
    notes = List.copyOf(notes);
  }

  /** Metrics of a set alone. */
  public static Examined of(String set, Map<String, Double> metrics) {
    Map<String, Double> named = new LinkedHashMap<>();
    metrics.forEach((name, value) -> named.put(set + "_" + name, value));
    return new Examined(named, List.of(), List.of(), List.of());
  }

  /** With what was found of others, behind. */
  public Examined plus(Examined more) {
    Map<String, Double> all = new LinkedHashMap<>(metrics);
    all.putAll(more.metrics);
    return new Examined(
        all,
        joined(mistakes, more.mistakes),
        joined(misheard, more.misheard),
        joined(notes, more.notes));
  }

  /** With a table of mistakes. */
  public Examined with(Mistakes table) {
    return plus(new Examined(Map.of(), List.of(table), List.of(), List.of()));
  }

  /** With a note. */
  public Examined with(String note) {
    return plus(new Examined(Map.of(), List.of(), List.of(), List.of(note)));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
