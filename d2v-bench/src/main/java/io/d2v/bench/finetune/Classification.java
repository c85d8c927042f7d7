package io.d2v.bench.finetune;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.core.data.Labels;
import io.d2v.core.finetune.FineTuningSettings;
import java.io.IOException;
import java.util.List;

/** One of several classes for each sample: images, sounds or texts in one folder a class. */
public record Classification() implements Task {
  @Override
  public String name() {
    return "classification";
  }

  @Override
  public Splits open(Reader reader, DataPaths paths) throws IOException {
    return reader.splits(paths).checked(splits -> requireClasses(splits, paths));
  }

  private static void requireClasses(Splits splits, DataPaths paths) {
    if (splits.train().classes().size() < 2) {
      throw new UserError(
          UserError.Kind.DATA,
          paths.train()
              + ": classification needs two classes at least, found "
              + splits.train().classes()
              + "; put the samples into one folder a class");
    }
    for (Dataset dev : splits.dev().values()) {
      if (!splits.train().classes().equals(dev.classes())) {
        throw new UserError(
            UserError.Kind.DATA,
            "the samples to learn from and those to be judged by have other classes: "
                + splits.train().classes()
                + " and "
                + dev.classes());
      }
    }
  }

  @Override
  public List<String> head(Splits splits) {
    return List.of("task.kind=classes", "task.names=" + YamlList.of(splits.train().classes()));
  }

  @Override
  public Labels labels(Splits splits, FineTuningSettings settings) {
    return new ClassLabels(splits.train().classes().size(), settings.smoothing());
  }

  @Override
  public Scorer scorer(Splits splits) {
    return new TopScorer(splits.train().classes());
  }
}
