package io.d2v.core.objective;

import io.d2v.api.Criterion;
import io.d2v.api.Settings;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.testkit.CriterionContract;
import org.junit.jupiter.api.Nested;

class RegressionContractTest {
  private abstract static class Contract extends CriterionContract {
    @Override
    protected Criterion.Provider provider() {
      return new Regression.Maker();
    }
  }

  @Nested
  class SquaredError extends Contract {
    @Override
    protected Settings settings() {
      return RecipeReader.section("objective", "{ema_start: 0.9, ema_end: 0.99, ema_steps: 1000}");
    }
  }

  @Nested
  class SmoothWithAHead extends Contract {
    @Override
    protected Settings settings() {
      return RecipeReader.section(
          "objective",
          "{beta: 0.5, head_layers: 2, loss_scale: 3, ema_start: 0, ema_end: 1, ema_steps: 10}");
    }
  }
}
