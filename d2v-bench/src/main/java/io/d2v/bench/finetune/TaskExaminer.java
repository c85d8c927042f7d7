package io.d2v.bench.finetune;

import io.d2v.api.Dataset;
import io.d2v.bench.result.Examined;
import io.d2v.core.data.Quarantine;
import io.d2v.core.finetune.Predictor;
import java.util.Map;

/** By a task's own metrics, over all sets that it is reported by. */
public record TaskExaminer(Task task) implements Examiner {
  @Override
  public String description() {
    return "metrics of " + task.name();
  }

  @Override
  public Examined examine(Predictor model, Splits splits) throws InterruptedException {
    Examined examined = Examined.NOTHING;
    for (Map.Entry<String, Dataset> set : splits.reported().entrySet()) {
      Scorer scorer = task.scorer(splits);
      Quarantine left = model.predict(set.getValue(), scorer::add);
      examined = examined.plus(scorer.examined(set.getKey()));
      if (left.said().isPresent()) {
        examined = examined.with(set.getKey() + ": " + left.said().get());
      }
    }
    return examined;
  }
}
