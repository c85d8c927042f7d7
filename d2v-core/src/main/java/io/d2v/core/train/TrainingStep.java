package io.d2v.core.train;

import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.optim.Adam;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One update of student, optimiser and teacher on a device. */
public final class TrainingStep implements AutoCloseable {
  /**
   * What an update measured.
   *
   * @param loss divided by the count, as the reference reports it
   * @param count masked positions in pre-training
   * @param gradientNorm after division by the count, before clipping
   * @param applied whether student, optimiser and teacher were updated; they stay as they were
   *     where loss or gradient is no finite number
   * @param gauges of the goal, by name, in its order
   */
  public record Measured(
      double loss, double count, double gradientNorm, boolean applied, Map<String, Double> gauges) {
    /** Copies the map, whose order stays. */
    public Measured {
      gauges = Collections.unmodifiableMap(new LinkedHashMap<>(gauges));
    }

    /** Loss, gauges and gradient norm, by the names of the log. */
    Map<String, Double> numbers() {
      Map<String, Double> numbers = new LinkedHashMap<>();
      numbers.put("loss", loss);
      numbers.putAll(gauges);
      numbers.put("gradient_norm", gradientNorm);
      return numbers;
    }
  }

  /**
   * Numbers of an update.
   *
   * @param update counted from 1
   * @param learningRate the schedule's
   * @param decay the teacher's
   * @param lateUpdate the same count for parameters that are trained since later
   */
  public record Rates(long update, double learningRate, double decay, long lateUpdate) {
    /** Of a step that trains all parameters since the first update. */
    public Rates(long update, double learningRate, double decay) {
      this(update, learningRate, decay, update);
    }
  }

  private final Adam adam;
  private final Backend backend;
  private final Parameters parameters;
  private final List<String> gauges;
  private final List<SizedBatch> sizes;
  private final Map<Running, Compiled> compiled = new HashMap<>();
  private final Optional<Buckets> buckets;
  private final Optional<Compiled> applyProgram;
  private final int accumulate;
  private Duration compiling = Duration.ZERO;

  /**
   * What a batch is run by.
   *
   * @param makes whether it makes the update, or else only adds to it
   */
  private record Running(SizedBatch size, boolean makes) {}

  private record Compiled(Executable program, Set<String> inputs, double flops, ModelParts parts) {
    /** Feeds what the program takes of it: without dropout no key, of masked inputs no mask. */
    List<Array> run(Map<String, Array> feeds) {
      Map<String, Array> taken = new HashMap<>(feeds);
      taken.keySet().retainAll(inputs);
      return program.run(taken);
    }
  }

  /**
   * A step for batches of one size.
   *
   * @param batch what one program run is fed through
   * @param accumulate how many batches make an update
   */
  public TrainingStep(
      Backend backend, Data2Vec objective, Adam adam, MaskedBatch batch, int accumulate) {
    this(backend, adam, List.of(SizedBatch.of(objective, batch)), accumulate, Wire.FLOAT32);
  }

  /**
   * A step for batches of several sizes; the program of each is compiled when its first batch
   * comes.
   *
   * @param sizes what program runs are fed through; all have the same parameters
   * @param accumulate how many batches, of any size, each worker adds to an update
   * @param wire what gradients are on their way between workers
   */
  public TrainingStep(
      Backend backend, Adam adam, List<SizedBatch> sizes, int accumulate, Wire wire) {
    this.adam = adam;
    this.backend = backend;
    this.sizes = List.copyOf(sizes);
    StepPrograms programs = programs(sizes.get(sizes.size() - 1));
    this.accumulate = accumulate;
    parameters = programs.parameters();
    gauges = programs.gauges();
    buckets =
        backend.workers().areSeveral() ? Optional.of(programs.buckets(wire)) : Optional.empty();
    applyProgram =
        accumulate == 1 || buckets.isPresent()
            ? Optional.empty()
            : Optional.of(compile(programs.applySums()));
    if (accumulate > 1) {
      clear(Parameters.GRADIENT);
    }
  }

  private StepPrograms programs(SizedBatch size) {
    return new StepPrograms(size.goal().get(), adam);
  }

  private Compiled compile(Running running) {
    SizedBatch size = running.size();
    StepPrograms programs = programs(size);
    if (!programs.parameters().equals(parameters)) {
      throw new IllegalStateException("the encoder declares other parameters for " + size.inputs());
    }
    if (!running.makes()) {
      return compile(programs.accumulate());
    }
    return compile(
        buckets
            .map(found -> accumulate == 1 ? programs.whole(found) : programs.last(found))
            .orElseGet(programs::whole));
  }

  private Compiled compile(Program program) {
    long begin = System.nanoTime();
    Executable executable = backend.compile(program);
    compiling = compiling.plusNanos(System.nanoTime() - begin);
    return new Compiled(
        executable, program.inputs().keySet(), Flops.of(program), ModelParts.of(program));
  }

  private Compiled compiled(Map<String, Array> feeds, boolean makes) {
    return compiled.computeIfAbsent(new Running(size(feeds), makes), this::compile);
  }

  /** Whether a batch makes the update, which is the last; alone, the sums are applied after it. */
  private boolean makes(int batch) {
    return batch == accumulate && applyProgram.isEmpty();
  }

  private SizedBatch size(Map<String, Array> feeds) {
    return sizes.stream()
        .filter(size -> size.takes(feeds))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a batch of a shape that the step is not made for"));
  }

  /** Floating-point operations of a batch like this; see {@link Flops}. */
  public double flops(Map<String, Array> feeds) {
    return compiled(feeds, applyProgram.isEmpty()).flops();
  }

  /** Numbers that are trained. */
  public long trained() {
    return Parameters.numbers(parameters.student());
  }

  /** How long its programs have taken to compile so far; each does when its first batch comes. */
  public Duration compiling() {
    return compiling;
  }

  /** Where the run's numbers are, by kind. */
  public Weights weights() {
    return new Weights(backend, parameters);
  }

  /** Begins an update, whose batches are run as they come. */
  public Update update(Rates rates) {
    return update(rates, () -> false);
  }

  /**
   * Begins an update, whose batches are run as they come.
   *
   * @param stop asked by one of several workers, with its last batch, for {@link Update#stopped}
   */
  public Update update(Rates rates, BooleanSupplier stop) {
    return new Update(rates, stop);
  }

  /** An update that is being made. What is said of it is over the batches of all workers. */
  public final class Update {
    private final Map<String, Array> numbers;
    private final BooleanSupplier stop;
    private final Sums sums = new Sums(gauges);
    private int added;
    private double gradientNorm;
    private boolean applied;
    private Numbers.Told told = new Numbers.Told(false, 0, 0);

    private Update(Rates rates, BooleanSupplier stop) {
      numbers = StepInputs.rates(rates, adam);
      this.stop = stop;
    }

    /**
     * Runs a batch; the last one of this worker makes the update.
     *
     * @param feeds the masked batch's inputs
     * @param key of dropout: INT32 [2]
     */
    public void add(Map<String, Array> feeds, Array key) {
      if (added == accumulate) {
        throw new IllegalStateException("an update is of " + accumulate + " batches");
      }
      added++;
      boolean makes = makes(added);
      Compiled program = compiled(feeds, makes);
      told = told.and(size(feeds).samples(), program.flops());
      Map<String, Array> all = new HashMap<>(feeds);
      all.putAll(StepInputs.key(key));
      if (makes) {
        all.putAll(last());
        all.putAll(sums.fed());
      }
      List<Array> fetched = program.run(all);
      sums.add(fetched);
      if (makes) {
        made(fetched);
      } else if (added == accumulate && applyProgram.isPresent()) {
        Map<String, Array> apply = last();
        apply.putAll(sums.fed());
        made(applyProgram.get().run(apply));
      }
    }

    private Map<String, Array> last() {
      Map<String, Array> fed = new HashMap<>(numbers);
      if (buckets.isPresent()) {
        fed.putAll(told.with(stop.getAsBoolean()).fed());
      }
      return fed;
    }

    private void made(List<Array> fetched) {
      int end = fetched.size();
      gradientNorm = fetched.get(end - 2).floats()[0];
      applied = fetched.get(end - 1).floats()[0] == 1;
      if (buckets.isPresent()) {
        sums.become(fetched);
        told = Numbers.Told.of(fetched.get(end - 3));
      }
    }

    /** What was measured, once all batches were added. */
    public Measured measured() {
      if (added < accumulate) {
        throw new IllegalStateException(added + " of " + accumulate + " batches of an update");
      }
      return sums.measured(gradientNorm, applied);
    }

    /** Samples so far. */
    public long samples() {
      return Math.round(told.samples());
    }

    /** Floating-point operations so far; see {@link Flops}. */
    public double flops() {
      return told.flops();
    }

    /** Whether one of several workers was asked to stop. */
    public boolean stopped() {
      return told.stop();
    }
  }

  /**
   * Runs one update.
   *
   * @param feeds one map a batch: the masked batch's inputs
   * @param keys one dropout key a batch: INT32 [2]
   */
  public Measured run(List<Map<String, Array>> feeds, List<Array> keys, Rates rates) {
    Update update = update(rates);
    for (int i = 0; i < feeds.size(); i++) {
      update.add(feeds.get(i), keys.get(i));
    }
    return update.measured();
  }

  /** What a batch is on its way through the model; nothing is changed. */
  public Trace trace(Map<String, Array> feeds, Array key) {
    Map<String, Array> all = new HashMap<>(feeds);
    all.putAll(StepInputs.key(key));
    return Trace.of(backend, size(feeds).goal().get(), adam, all);
  }

  /**
   * Runs one update of one batch and measures where its time goes.
   *
   * @throws UserError of kind DEVICE, if the backend does not measure
   */
  public StepProfile profile(Map<String, Array> feeds, Array key, Rates rates) {
    Compiled step = compiled(feeds, makes(1));
    Map<String, Array> all = new HashMap<>(feeds);
    all.putAll(StepInputs.key(key));
    all.putAll(StepInputs.rates(rates, adam));
    all.keySet().retainAll(step.inputs());
    return StepProfile.of(step.program().profile(all), step.parts());
  }

  @Override
  public void close() {
    compiled.values().forEach(each -> each.program().close());
    applyProgram.ifPresent(apply -> apply.program().close());
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
}
