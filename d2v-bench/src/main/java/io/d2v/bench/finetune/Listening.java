package io.d2v.bench.finetune;

import io.d2v.bench.metric.Alignment;
import io.d2v.bench.metric.ErrorRate;
import io.d2v.bench.result.Examined;
import io.d2v.bench.result.Misheard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts word and letter errors over utterances, and remembers which they were. */
final class Listening {
  private static final int OFTEN = 12;
  private static final int EXAMPLES = 6;

  private ErrorRate words = ErrorRate.NONE;
  private ErrorRate letters = ErrorRate.NONE;
  private long substituted;
  private long inserted;
  private long deleted;
  private final Map<String, Misheard.Swap> swaps = new TreeMap<>();
  private final List<Misheard.Utterance> examples = new ArrayList<>();

  /** One utterance, in the alphabet's case. */
  void add(String id, String said, String heard) {
    Alignment aligned = Alignment.of(ErrorRate.words(said), ErrorRate.words(heard));
    words = words.plus(aligned);
    letters = letters.plus(Alignment.of(ErrorRate.letters(said), ErrorRate.letters(heard)));
    List<Misheard.Place> places = aligned.pairs().stream().map(Listening::place).toList();
    places.stream().filter(place -> !place.right()).forEach(this::count);
    if (examples.size() < EXAMPLES) {
      examples.add(new Misheard.Utterance(id, places));
    }
  }

  private static Misheard.Place place(Alignment.Pair pair) {
    return new Misheard.Place(pair.said().orElse(""), pair.heard().orElse(""));
  }

  private void count(Misheard.Place place) {
    if (place.said().isEmpty()) {
      inserted++;
    } else if (place.heard().isEmpty()) {
      deleted++;
    } else {
      substituted++;
      swaps.merge(
          place.said() + " " + place.heard(),
          new Misheard.Swap(place.said(), place.heard(), 1),
          (a, b) -> new Misheard.Swap(a.said(), a.heard(), a.times() + b.times()));
    }
  }

  ErrorRate words() {
    return words;
  }

  ErrorRate letters() {
    return letters;
  }

  /** Word and letter errors, {@code wer} and {@code cer}. */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("wer", words.share());
    metrics.put("cer", letters.share());
    return metrics;
  }

  /** The errors one by one. */
  Examined misheard(String set, String decoding) {
    List<Misheard.Swap> often =
        swaps.values().stream()
            .sorted(Comparator.comparingLong(Misheard.Swap::times).reversed())
            .limit(OFTEN)
            .toList();
    Misheard found =
        new Misheard(set, decoding, words.said(), substituted, inserted, deleted, often, examples);
    return new Examined(Map.of(), List.of(), List.of(found), List.of());
  }
}
