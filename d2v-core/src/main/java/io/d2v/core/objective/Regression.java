package io.d2v.core.objective;

import io.d2v.api.Criterion;
import io.d2v.api.Settings;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import java.lang.invoke.MethodHandles;

/** data2vec's own: the student predicts the targets themselves, by smooth L1 or squared error. */
public record Regression(ObjectiveSettings settings) implements Criterion {
  @Override
  public Tensor predict(Scope scope, Tensor heard) {
    return new Head(settings.headLayers()).apply(scope, heard);
  }

  @Override
  public Tensor loss(Tensor predictions, Tensor targets, Tensor counted) {
    return RegressionLoss.of(settings.beta(), settings.lossScale(), predictions.shape().last())
        .sum(predictions, targets, counted);
  }

  @Override
  public double decay(long update) {
    return settings.decay(update);
  }

  /** The service: an objective named {@code data2vec}, with {@link ObjectiveSettings}. */
  public static final class Maker implements Criterion.Provider {
    /** For the service loader. */
    public Maker() {}

    @Override
    public String name() {
      return Data2Vec.NAME;
    }

    @Override
    public Criterion create(Settings settings) {
      return new Regression(settings.as(ObjectiveSettings.class, MethodHandles.lookup()));
    }
  }
}
