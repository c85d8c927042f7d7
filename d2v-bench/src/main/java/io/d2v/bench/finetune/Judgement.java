package io.d2v.bench.finetune;

import io.d2v.api.Dataset;
import io.d2v.core.finetune.Judge;
import io.d2v.core.finetune.Predictor;
import io.d2v.core.finetune.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Judges a model by every set of samples held out: their metrics, and the mean of their scores.
 *
 * @param scorer makes one for each set
 */
record Judgement(Splits splits, Supplier<Scorer> scorer) implements Judge {
  @Override
  public Verdict judge(Predictor model) throws InterruptedException {
    Map<String, Double> metrics = new LinkedHashMap<>();
    double scores = 0;
    for (Map.Entry<String, Dataset> set : splits.dev().entrySet()) {
      Scorer one = scorer.get();
      model.predict(set.getValue(), one::add);
      one.metrics().forEach((name, value) -> metrics.put(set.getKey() + "_" + name, value));
      scores += one.score();
    }
    return new Verdict(scores / splits.dev().size(), metrics);
  }
}
