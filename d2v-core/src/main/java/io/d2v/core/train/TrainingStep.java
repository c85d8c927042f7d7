package io.d2v.core.train;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.optim.Adam;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One update of student, optimiser and teacher on a device. */
public final class TrainingStep implements AutoCloseable {
  /**
   * What an update measured.
   *
   * @param loss mean over the masked positions, as the reference reports it
   * @param count masked positions
   * @param targetVariance spread of the targets
   * @param predictionVariance spread of the predictions
   * @param gradientNorm after division by the count, before clipping
   */
  public record Measured(
      double loss,
      double count,
      double targetVariance,
      double predictionVariance,
      double gradientNorm) {}

  /**
   * Numbers of an update.
   *
   * @param update counted from 1
   * @param learningRate the schedule's
   * @param decay the teacher's
   */
  public record Rates(long update, double learningRate, double decay) {}

  private final Adam adam;
  private final Backend backend;
  private final Parameters parameters;
  private final List<SizedBatch> sizes;
  private final Map<SizedBatch, Compiled> compiled = new HashMap<>();
  private final Optional<Executable> applyProgram;

  /** The program of one size of batch. */
  private record Compiled(Executable program, Set<String> inputs, double flops) {}

  /**
   * A step for batches of one size.
   *
   * @param batch what one program run is fed through
   * @param accumulate how many batches make an update
   */
  public TrainingStep(
      Backend backend, Data2Vec objective, Adam adam, MaskedBatch batch, int accumulate) {
    this(backend, adam, List.of(new SizedBatch(objective, batch)), accumulate);
  }

  /**
   * A step for batches of several sizes; the program of each is compiled when its first batch
   * comes.
   *
   * @param sizes what program runs are fed through; all have the same parameters
   * @param accumulate how many batches, of any size, make an update
   */
  public TrainingStep(Backend backend, Adam adam, List<SizedBatch> sizes, int accumulate) {
    this.adam = adam;
    this.backend = backend;
    this.sizes = List.copyOf(sizes);
    StepPrograms programs = programs(sizes.get(sizes.size() - 1));
    parameters = programs.parameters();
    applyProgram =
        accumulate == 1 ? Optional.empty() : Optional.of(backend.compile(programs.applySums()));
    if (accumulate > 1) {
      clear(Parameters.GRADIENT);
    }
  }

  private StepPrograms programs(SizedBatch size) {
    return new StepPrograms(size.objective(), adam, size.batch());
  }

  private Compiled compile(SizedBatch size) {
    StepPrograms programs = programs(size);
    if (!programs.parameters().equals(parameters)) {
      throw new IllegalStateException(
          "the encoder declares other parameters for " + size.objective().encoder().grid());
    }
    Program program = applyProgram.isEmpty() ? programs.whole() : programs.accumulate();
    return new Compiled(backend.compile(program), program.inputs().keySet(), Flops.of(program));
  }

  private Compiled compiled(Map<String, Array> feeds) {
    for (SizedBatch size : sizes) {
      if (size.takes(feeds)) {
        return compiled.computeIfAbsent(size, this::compile);
      }
    }
    throw new IllegalArgumentException("a batch of a shape that the step is not made for");
  }

  /** Floating-point operations of a batch like this; see {@link Flops}. */
  public double flops(Map<String, Array> feeds) {
    return compiled(feeds).flops();
  }

  /** Where the run's numbers are, by kind. */
  public Weights weights() {
    return new Weights(backend, parameters);
  }

  /**
   * Runs one update.
   *
   * @param feeds one map a batch: the masked batch's inputs
   * @param keys one dropout key a batch: INT32 [2]
   */
  public Measured run(List<Map<String, Array>> feeds, List<Array> keys, Rates rates) {
    double stepSize = adam.stepSize(rates.learningRate(), rates.update());
    Map<String, Array> numbers = StepInputs.rates(rates.learningRate(), stepSize, rates.decay());
    if (applyProgram.isEmpty()) {
      List<Array> fetched = run(feeds.get(0), keys.get(0), numbers);
      return Sums.of(fetched).measured(number(fetched, 4));
    }
    Sums sums = Sums.NONE;
    for (int i = 0; i < feeds.size(); i++) {
      sums = sums.plus(Sums.of(run(feeds.get(i), keys.get(i), Map.of())));
    }
    Map<String, Array> all = new HashMap<>(numbers);
    all.put(StepPrograms.countInput(), Array.scalar((float) sums.count()));
    return sums.measured(number(applyProgram.get().run(all), 0));
  }

  @Override
  public void close() {
    compiled.values().forEach(size -> size.program().close());
    applyProgram.ifPresent(Executable::close);
  }

  private void clear(String prefix) {
    parameters
        .student()
        .forEach(
            (path, declared) -> {
              Shape shape = declared.shape();
              backend.write(prefix + path, Array.of(shape, new float[shape.elements()]));
            });
  }

  /** Feeds what the program takes: without dropout no key, where inputs are masked no mask. */
  private List<Array> run(Map<String, Array> batch, Array key, Map<String, Array> numbers) {
    Compiled size = compiled(batch);
    Map<String, Array> all = new HashMap<>(batch);
    all.putAll(StepInputs.key(key));
    all.putAll(numbers);
    all.keySet().retainAll(size.inputs());
    return size.program().run(all);
  }

  private static double number(List<Array> fetched, int index) {
    return fetched.get(index).floats()[0];
  }

  /** Sums over the batches of an update; gauges weighted by each batch's count. */
  private record Sums(double loss, double count, double targets, double predictions) {
    static final Sums NONE = new Sums(0, 0, 0, 0);

    static Sums of(List<Array> fetched) {
      double count = number(fetched, 1);
      return new Sums(
          number(fetched, 0), count, count * number(fetched, 2), count * number(fetched, 3));
    }

    Sums plus(Sums other) {
      return new Sums(
          loss + other.loss,
          count + other.count,
          targets + other.targets,
          predictions + other.predictions);
    }

    Measured measured(double gradientNorm) {
      return new Measured(loss / count, count, targets / count, predictions / count, gradientNorm);
    }
  }
}
