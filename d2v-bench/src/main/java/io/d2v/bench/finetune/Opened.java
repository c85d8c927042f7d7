package io.d2v.bench.finetune;

import io.d2v.api.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Datasets that are opened one after the other, all of them closed where a later step fails. */
final class Opened {
  private final List<Dataset> datasets = new ArrayList<>();

  /** Opens some, and makes something of them. */
  @FunctionalInterface
  interface Step {
    Splits splits() throws IOException;
  }

  /** The step's, with what was opened on the way; that is closed where the step throws. */
  Splits orClosed(Step step) throws IOException {
    boolean done = false;
    try {
      Splits splits = step.splits();
      done = true;
      return splits;
    } finally {
      if (!done) {
        for (Dataset dataset : datasets) {
          dataset.close();
        }
      }
    }
  }

  Dataset kept(Dataset dataset) {
    datasets.add(dataset);
    return dataset;
  }

  Optional<Dataset> kept(Optional<Dataset> dataset) {
    dataset.ifPresent(datasets::add);
    return dataset;
  }

  /** All of them; what is added by others is closed too. */
  List<Dataset> datasets() {
    return datasets;
  }
}
