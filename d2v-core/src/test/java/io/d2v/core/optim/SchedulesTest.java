package io.d2v.core.optim;

import io.d2v.api.Schedule;
import io.d2v.api.Settings;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.testkit.ScheduleContract;
import org.junit.jupiter.api.Nested;

/** The schedules that come with d2v keep what others have to. */
class SchedulesTest {
  private static Settings warm(String more) {
    return RecipeReader.section("schedule", "warmup_share: 0.1\n" + more);
  }

  @Nested
  class Constant extends ScheduleContract {
    @Override
    protected Schedule.Provider provider() {
      return new ConstantSchedule.Maker();
    }

    @Override
    protected Settings settings() {
      return warm("");
    }
  }

  @Nested
  class Cosine extends ScheduleContract {
    @Override
    protected Schedule.Provider provider() {
      return new CosineSchedule.Maker();
    }

    @Override
    protected Settings settings() {
      return warm("period: 300\nshrink: 0.5\nminimum: 1e-5");
    }
  }

  @Nested
  class Polynomial extends ScheduleContract {
    @Override
    protected Schedule.Provider provider() {
      return new PolynomialSchedule.Maker();
    }

    @Override
    protected Settings settings() {
      return warm("power: 2");
    }
  }

  @Nested
  class TriStage extends ScheduleContract {
    @Override
    protected Schedule.Provider provider() {
      return new TriStageSchedule.Maker();
    }

    @Override
    protected Settings settings() {
      return warm("phases: [0.1, 0.5, 0.4]");
    }
  }
}
