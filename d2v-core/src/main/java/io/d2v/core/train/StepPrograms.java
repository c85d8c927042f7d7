package io.d2v.core.train;

import io.d2v.api.Encoder.TeacherRule;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.autodiff.Gradients;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.Ema;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.optim.Adam;
import io.d2v.core.optim.GradientClip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the programs of a training step: everything in one, or, with accumulation, one that adds a
 * batch's gradients to sums kept on the device and one that applies the sums.
 */
final class StepPrograms {
  private static final String COUNT = "count";

  private final Data2Vec objective;
  private final Adam adam;
  private final Data2Vec.Result result;
  private final Parameters parameters;
  private final Map<String, Tensor> gradients = new LinkedHashMap<>();

  StepPrograms(Data2Vec objective, Adam adam, MaskedBatch batch) {
    this.objective = objective;
    this.adam = adam;
    result = objective.apply(batch, StepInputs.stepKey());
    parameters = Parameters.of(objective, List.of(result.loss()));
    gradients.putAll(Gradients.ofParameters(result.loss(), parameters.student().keySet()));
  }

  Data2Vec.Result result() {
    return result;
  }

  /** Path of a student's parameter to the gradient of the summed loss. */
  Map<String, Tensor> gradients() {
    return gradients;
  }

  Parameters parameters() {
    return parameters;
  }

  /** Loss, count and gauges, in the order that {@link #measured} lists, then the gradient norm. */
  Program whole() {
    Map<String, Tensor> updates = new LinkedHashMap<>();
    List<Tensor> fetches = new ArrayList<>(measured());
    fetches.add(apply(gradients, result.count(), updates));
    return new Program("step", fetches, updates);
  }

  /** Adds a batch's gradients to the sums; fetches as {@link #whole} without the norm. */
  Program accumulate() {
    Map<String, Tensor> updates = new LinkedHashMap<>();
    gradients.forEach(
        (path, gradient) -> {
          String sum = Parameters.GRADIENT + path;
          updates.put(sum, Parameters.tensor(sum, gradient.shape()).plus(gradient));
        });
    return new Program("accumulate", measured(), updates);
  }

  /** Applies the sums and clears them; fed with how many positions they are over. */
  Program applySums() {
    Map<String, Tensor> updates = new LinkedHashMap<>();
    Map<String, Tensor> sums = new LinkedHashMap<>();
    parameters
        .student()
        .forEach(
            (path, declared) -> {
              String sum = Parameters.GRADIENT + path;
              sums.put(path, Parameters.tensor(sum, declared.shape()));
              updates.put(sum, Tensor.filled(0, declared.shape()));
            });
    Tensor norm = apply(sums, Tensor.input(COUNT, TensorType.float32()), updates);
    return new Program("apply", List.of(norm), updates);
  }

  /** The name under which {@link #applySums} is fed the count. */
  static String countInput() {
    return COUNT;
  }

  private List<Tensor> measured() {
    return List.of(
        result.loss(), result.count(), result.targetVariance(), result.predictionVariance());
  }

  /** Puts the updates of student, moments and teacher; the gradient norm, of rank 0. */
  private Tensor apply(Map<String, Tensor> towards, Tensor count, Map<String, Tensor> updates) {
    Tensor norm = GradientClip.norm(towards.values()).dividedBy(count);
    Tensor scale = GradientClip.scale(norm, adam.settings().clip()).dividedBy(count);
    Adam.Rates rates = StepInputs.rates(scale);
    towards.forEach(
        (path, gradient) -> {
          Shape shape = gradient.shape();
          String mean = Parameters.MEAN + path;
          String square = Parameters.SQUARE + path;
          Adam.State before =
              new Adam.State(
                  Parameters.tensor(path, shape),
                  Parameters.tensor(mean, shape),
                  Parameters.tensor(square, shape));
          Adam.State after = adam.update(before, gradient, rates);
          updates.put(path, after.parameter());
          updates.put(mean, after.mean());
          updates.put(square, after.square());
        });
    parameters
        .teacher()
        .forEach((path, declared) -> updates.put(path, follow(path, declared.shape(), updates)));
    return norm;
  }

  private Tensor follow(String path, Shape shape, Map<String, Tensor> updates) {
    Tensor student = updates.get(Parameters.followed(path));
    if (student == null) {
      throw new IllegalStateException("teacher parameter " + path + " has no student");
    }
    return objective.rule(Parameters.below(path)) == TeacherRule.COPY
        ? student
        : Ema.average(Parameters.tensor(path, shape), student, StepInputs.decay());
  }
}
