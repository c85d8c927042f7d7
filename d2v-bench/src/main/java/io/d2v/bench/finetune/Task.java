package io.d2v.bench.finetune;

import io.d2v.bench.result.ResultTable;
import io.d2v.core.data.Labels;
import io.d2v.core.finetune.FineTuningSettings;
import java.io.IOException;
import java.util.List;

/** What a model is fine-tuned for. */
public interface Task {
  /** What commands call it. */
  String name();

  /**
   * Opens the samples.
   *
   * @throws io.d2v.api.UserError of kind DATA, if they have no labels of this kind
   */
  Splits open(Reader reader, DataPaths paths) throws IOException;

  /** Whether its data may come in subsets that are known by name. */
  default boolean hasSubsets() {
    return false;
  }

  /** What the task's head has to be for these samples: settings as {@code task.key=value}. */
  List<String> head(Splits splits);

  /** Makes a loss's labels. */
  Labels labels(Splits splits, FineTuningSettings settings);

  /** Which values of its metrics are better. */
  default ResultTable.Better better() {
    return ResultTable.Better.HIGHER;
  }

  /** Compares what is predicted with what is right. */
  Scorer scorer(Splits splits);
}
