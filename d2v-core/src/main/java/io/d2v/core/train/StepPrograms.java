package io.d2v.core.train;

import io.d2v.api.Encoder.TeacherRule;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.core.autodiff.Gradients;
import io.d2v.core.objective.Ema;
import io.d2v.core.optim.Adam;
import io.d2v.core.optim.GradientClip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the programs of a training step: everything in one, or, with accumulation, one that adds a
 * batch's gradients to sums kept on the device and one that applies the sums. Several workers apply
 * in the program of the last batch, so that sums are on their way while it computes the others.
 */
final class StepPrograms {
  private final Goal goal;
  private final Adam adam;
  private final Map<String, Tensor> gradients = new LinkedHashMap<>();

  StepPrograms(Goal goal, Adam adam) {
    this.goal = goal;
    this.adam = adam;
    TreeSet<String> trained =
        goal.parameters().student().keySet().stream()
            .filter(path -> pace(path).share() > 0)
            .collect(Collectors.toCollection(TreeSet::new));
    gradients.putAll(Gradients.ofParameters(goal.loss(), trained));
  }

  /** Path of a trained parameter to the gradient of the summed loss. */
  Map<String, Tensor> gradients() {
    return gradients;
  }

  Parameters parameters() {
    return goal.parameters();
  }

  /** The names of what {@link #whole()} measures besides loss, count and gradient norm. */
  List<String> gauges() {
    return List.copyOf(goal.gauges().keySet());
  }

  /** How several workers sum the gradients. */
  Buckets buckets(Wire wire) {
    return Buckets.of(goal.loss(), gradients, Buckets.MOST, Buckets.LARGE, wire);
  }

  /** Fetches loss, count and gauges, then the gradient norm and 1 if the update was applied. */
  Program whole() {
    Map<String, Tensor> updates = new LinkedHashMap<>();
    List<Tensor> fetches = new ArrayList<>(measured());
    fetches.addAll(apply(gradients, goal.loss(), goal.count(), updates));
    return new Program("step", fetches, updates);
  }

  /** The same over the batches of all workers, one each; fetches {@link Numbers} at first. */
  Program whole(Buckets buckets) {
    Numbers numbers = Numbers.sum(goal.loss(), goal.count(), weighted());
    return overWorkers("step", numbers, buckets.sum(gradients), new LinkedHashMap<>());
  }

  /**
   * The same of the last of several batches of each worker: adds those before, by the sums, which
   * it clears, and by what is fed with {@link Sums}.
   */
  Program last(Buckets buckets) {
    Map<String, Tensor> updates = new LinkedHashMap<>();
    Map<String, Tensor> all = new LinkedHashMap<>();
    clear(updates).forEach((path, sum) -> all.put(path, sum.plus(gradient(path))));
    List<Tensor> weighted = weighted();
    List<Tensor> before = Sums.weighted(gauges());
    List<Tensor> both =
        IntStream.range(0, before.size())
            .mapToObj(gauge -> before.get(gauge).plus(weighted.get(gauge)))
            .toList();
    Numbers numbers =
        Numbers.sum(goal.loss().plus(Sums.loss()), goal.count().plus(Sums.count()), both);
    return overWorkers("last", numbers, buckets.sum(all), updates);
  }

  /** Adds a batch's gradients to the sums; fetches loss, count and gauges. */
  Program accumulate() {
    Map<String, Tensor> updates = new LinkedHashMap<>();
    gradients.forEach(
        (path, gradient) -> {
          String sum = Parameters.GRADIENT + path;
          updates.put(sum, Parameters.tensor(sum, gradient.shape()).plus(gradient));
        });
    return new Program("accumulate", measured(), updates);
  }

  /** Applies the sums and clears them; fed with {@link Sums}. Fetches as {@link #whole()} ends. */
  Program applySums() {
    Map<String, Tensor> updates = new LinkedHashMap<>();
    Map<String, Tensor> sums = clear(updates);
    return new Program("apply", apply(sums, Sums.loss(), Sums.count(), updates), updates);
  }

  private Program overWorkers(
      String name, Numbers numbers, Map<String, Tensor> towards, Map<String, Tensor> updates) {
    List<Tensor> fetches = new ArrayList<>(numbers.fetches());
    fetches.addAll(apply(towards, numbers.loss(), numbers.count(), updates));
    return new Program(name, fetches, updates);
  }

  /** Path of a trained parameter to its sum, which becomes zero. */
  private Map<String, Tensor> clear(Map<String, Tensor> updates) {
    Map<String, Tensor> sums = new LinkedHashMap<>();
    gradients.forEach(
        (path, gradient) -> {
          String sum = Parameters.GRADIENT + path;
          sums.put(path, Parameters.tensor(sum, gradient.shape()));
          updates.put(sum, Tensor.filled(0, gradient.shape()));
        });
    return sums;
  }

  private Tensor gradient(String path) {
    return Objects.requireNonNull(gradients.get(path), path);
  }

  /** Gauges, each times the count. */
  private List<Tensor> weighted() {
    return goal.gauges().values().stream().map(gauge -> gauge.times(goal.count())).toList();
  }

  private List<Tensor> measured() {
    List<Tensor> measured = new ArrayList<>(List.of(goal.loss(), goal.count()));
    measured.addAll(goal.gauges().values());
    return measured;
  }

  private Pace pace(String path) {
    return goal.pace().apply(Parameters.below(path));
  }

  /**
   * Puts the updates of student, moments and teacher. Where loss or gradient is no finite number,
   * they all are what was there before.
   *
   * @return the gradient norm, and 1 if the update is applied, both of rank 0
   */
  private List<Tensor> apply(
      Map<String, Tensor> towards, Tensor loss, Tensor count, Map<String, Tensor> updates) {
    Tensor norm = GradientClip.norm(towards.values()).dividedBy(count);
    Tensor finite = norm.plus(loss.absolute()).less(Tensor.constant(Float.MAX_VALUE));
    Tensor scale = GradientClip.scale(norm, adam.settings().clip()).dividedBy(count);
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
          Adam.State after =
              adam.update(before, gradient, StepInputs.rates(finite, scale, pace(path)));
          updates.put(path, after.parameter());
          updates.put(mean, after.mean());
          updates.put(square, after.square());
        });
    Tensor decay = finite.choose(StepInputs.decay(), Tensor.constant(1));
    parameters()
        .teacher()
        .forEach(
            (path, declared) -> updates.put(path, follow(path, declared.shape(), decay, updates)));
    return List.of(norm, finite.cast(DType.FLOAT32));
  }

  private Tensor follow(String path, Shape shape, Tensor decay, Map<String, Tensor> updates) {
    String followed = Parameters.followed(path);
    if (!parameters().student().containsKey(followed)) {
      throw new IllegalStateException("teacher parameter " + path + " has no student");
    }
    Tensor student = updates.getOrDefault(followed, Parameters.tensor(followed, shape));
    return goal.following().apply(Parameters.below(path)) == TeacherRule.COPY
        ? student
        : Ema.average(Parameters.tensor(path, shape), student, decay);
  }
}
