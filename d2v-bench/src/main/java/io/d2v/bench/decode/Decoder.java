package io.d2v.bench.decode;

import java.util.List;

/** Finds what a speaker may have said. Used by any number of threads at once. */
@FunctionalInterface
public interface Decoder {
  /**
   * The best hypotheses, the best first; of equal ones always the same.
   *
   * @param emissions of one utterance
   * @param most how many at most
   */
  List<Hypothesis> decode(Emissions emissions, int most);

  /** The best one; without words where there is none. */
  default Hypothesis decode(Emissions emissions) {
    List<Hypothesis> best = decode(emissions, 1);
    return best.isEmpty() ? new Hypothesis(List.of(), 0, 0, 0) : best.get(0);
  }
}
