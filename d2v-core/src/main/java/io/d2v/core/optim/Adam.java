package io.d2v.core.optim;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Tensor;
import io.d2v.core.optim.AdamSettings.Decay;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015) as the reference computes it: decoupled weight decay before the step
 * (Loshchilov and Hutter 2019), and an epsilon that is not bias-corrected.
 */
public record Adam(AdamSettings settings) {
  /**
   * A parameter and its moments, before or after an update.
   *
   * @param mean of the gradient
   * @param square mean of the squared gradient
   */
  public record State(Tensor parameter, Tensor mean, Tensor square) {}

  /**
   * Numbers of one update, each of rank 0.
   *
   * @param applied BOOL: whether there is an update at all; else everything stays as it is
   * @param gradientScale what the gradient is multiplied by first
   * @param learningRate the schedule's
   * @param stepSize {@link Adam#stepSize} of it
   */
  public record Rates(Tensor applied, Tensor gradientScale, Tensor learningRate, Tensor stepSize) {}

  /**
   * Writes one update.
   *
   * @param gradient of the parameter's shape
   * @param rates of this update
   */
  public State update(State before, Tensor gradient, Rates rates) {
    double decay =
        settings.decay() == Decay.ALL || before.parameter().shape().rank() > 1
            ? settings.weightDecay()
            : 0;
    List<Tensor> arguments =
        List.of(
            before.parameter(),
            before.mean(),
            before.square(),
            gradient,
            rates.gradientScale(),
            rates.learningRate(),
            rates.stepSize(),
            rates.applied());
    List<Tensor> after =
        Composite.define(
                "adam",
                arguments,
                in -> {
                  Tensor applied = in.get(7);
                  // Zero below zero, which added to a moment leaves it as it is, bit for bit.
                  Tensor g = applied.choose(in.get(3).times(in.get(4)), Tensor.constant(-0.0));
                  Tensor mean =
                      in.get(1)
                          .times(keeping(applied, settings.beta1()))
                          .plus(g.times(1 - settings.beta1()));
                  Tensor square =
                      in.get(2)
                          .times(keeping(applied, settings.beta2()))
                          .plus(g.square().times(1 - settings.beta2()));
                  Tensor kept = in.get(0).minus(in.get(0).times(in.get(5).times(decay)));
                  Tensor step =
                      mean.times(in.get(6)).dividedBy(square.sqrt().plus(settings.epsilon()));
                  return List.of(applied.choose(kept.minus(step), in.get(0)), mean, square);
                })
            .call(arguments);
    return new State(after.get(0), after.get(1), after.get(2));
  }

  /** How much of a moment stays: all of it, where there is no update. */
  private static Tensor keeping(Tensor applied, double beta) {
    return applied.choose(Tensor.constant(beta), Tensor.constant(1));
  }

  /**
   * The learning rate with both moments' bias corrections.
   *
   * @param update counted from 1
   */
  public double stepSize(double learningRate, long update) {
    double t = (double) update;
    return learningRate
        * Math.sqrt(1 - Math.pow(settings.beta2(), t))
        / (1 - Math.pow(settings.beta1(), t));
  }
}
