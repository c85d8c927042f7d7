package io.d2v.core.tensorboard;

import io.d2v.api.MetricSink;
import io.d2v.api.Settings;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.testkit.MetricSinkContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class TensorBoardContractTest extends MetricSinkContract {
  @Override
  protected MetricSink.Provider provider() {
    return new TensorBoardProvider();
  }

  @Override
  protected Settings settings(Path folder) {
    return RecipeReader.section("metrics", "");
  }

  @Override
  protected List<Long> updates(Path folder) throws IOException {
    return List.copyOf(TensorFlowReader.scalars(folder).keySet());
  }
}
