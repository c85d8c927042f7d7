package io.d2v.bench.glue;

import io.d2v.api.Dataset;
import io.d2v.bench.finetune.ClassLabels;
import io.d2v.bench.finetune.DataPaths;
import io.d2v.bench.finetune.NumberLabels;
import io.d2v.bench.finetune.Reader;
import io.d2v.bench.finetune.Scorer;
import io.d2v.bench.finetune.Splits;
import io.d2v.bench.finetune.Task;
import io.d2v.bench.finetune.YamlList;
import io.d2v.core.data.Labels;
import io.d2v.core.finetune.FineTuningSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Classes or numbers for texts and pairs of texts. */
public record GlueTask(GlueSet set) implements Task {
  @Override
  public String name() {
    return set.task();
  }

  @Override
  public Splits open(Reader reader, DataPaths paths) throws IOException {
    Dataset train = reader.view(GlueData.train(set, paths.train()));
    Map<String, Dataset> dev = new LinkedHashMap<>();
    for (String file : set.devFiles()) {
      dev.put(file, reader.view(GlueData.dev(set, paths.dev().orElse(paths.train()), file)));
    }
    return new Splits(train, dev, Map.of(), List.of()).drawn(paths.labels(), paths.seed());
  }

  @Override
  public List<String> head(Splits splits) {
    return set.classes().isEmpty()
        ? List.of("task.kind=numbers", "task.outputs=1", "task.scale=" + GlueSet.MOST)
        : List.of("task.kind=classes", "task.names=" + YamlList.of(set.classes()));
  }

  @Override
  public Labels labels(Splits splits, FineTuningSettings settings) {
    return set.classes().isEmpty()
        ? new NumberLabels(GlueSet.MOST)
        : new ClassLabels(set.classes().size(), settings.smoothing());
  }

  @Override
  public Scorer scorer(Splits splits) {
    return new GlueScorer(set);
  }
}
