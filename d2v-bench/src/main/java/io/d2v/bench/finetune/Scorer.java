package io.d2v.bench.finetune;

import io.d2v.bench.result.Examined;
import io.d2v.core.finetune.Prediction;
import java.util.Map;

/** Compares what a model predicts with what the data says, over one set of samples. */
public interface Scorer {
  /** One more sample. */
  void add(Prediction prediction);

  /** What was measured so far, by name, in order; 1 for 100 %. */
  Map<String, Double> metrics();

  /** By which models are compared; more is better. */
  double score();

  /** What is to be reported of the set: its metrics, and what they are made of. */
  default Examined examined(String set) {
    return Examined.of(set, metrics());
  }
}
