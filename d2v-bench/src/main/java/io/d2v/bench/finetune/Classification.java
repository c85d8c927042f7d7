package io.d2v.bench.finetune;

import io.d2v.api.UserError;
import io.d2v.core.data.Labels;
import io.d2v.core.finetune.FineTuningSettings;
import io.d2v.core.finetune.Judge;
import io.d2v.core.finetune.Verdict;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of several classes for each sample: images, sounds or texts in one folder a class. */
public record Classification() implements Task {
  private static final int TOP = 5;

  @Override
  public String name() {
    return "classification";
  }

  @Override
  public Splits open(Reader reader, DataPaths paths) throws IOException {
    Splits splits = reader.splits(paths);
    if (splits.train().classes().size() < 2) {
      splits.close();
      throw new UserError(
          UserError.Kind.DATA,
          paths.train()
              + ": classification needs two classes at least, found "
              + splits.train().classes()
              + "; put the samples into one folder a class");
    }
    if (!splits.train().classes().equals(splits.dev().classes())) {
      splits.close();
      throw new UserError(
          UserError.Kind.DATA,
          "the samples to learn from and those to be judged by have other classes: "
              + splits.train().classes()
              + " and "
              + splits.dev().classes());
    }
    return splits;
  }

  @Override
  public List<String> head(Splits splits) {
    return List.of("task.kind=classes", "task.names=" + Names.flow(splits.train().classes()));
  }

  @Override
  public Labels labels(Splits splits, FineTuningSettings settings) {
    return new ClassLabels(splits.train().classes().size(), settings.smoothing());
  }

  @Override
  public Judge judge(Splits splits) {
    int classes = splits.train().classes().size();
    return model -> {
      Tally tally = new Tally();
      model.predict(splits.dev(), tally::add);
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put("dev_top1", tally.within(1));
      if (classes > TOP) {
        metrics.put("dev_top5", tally.within(TOP));
      }
      return new Verdict(tally.within(1), metrics);
    };
  }
}
