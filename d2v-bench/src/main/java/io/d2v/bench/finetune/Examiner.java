package io.d2v.bench.finetune;

import io.d2v.bench.result.Examined;
import io.d2v.core.finetune.Predictor;
import java.io.IOException;

/** Looks at a finished model. */
public interface Examiner {
  /** What it looks at and how; another description means another result. */
  String description() throws IOException;

  /** What is to be reported of a model. */
  Examined examine(Predictor model, Splits splits) throws IOException, InterruptedException;
}
