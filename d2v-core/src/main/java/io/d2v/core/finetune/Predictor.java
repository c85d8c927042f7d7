package io.d2v.core.finetune;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.core.data.EvaluationFeeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.InOrder;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Sizes;
import io.d2v.core.model.TaskHead;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.Objective;
import io.d2v.core.train.ForwardPass;
import io.d2v.core.train.MaskedFeeds;
import io.d2v.core.train.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** An encoder with its head, evaluating. */
public final class Predictor implements AutoCloseable {
  private final Backend backend;
  private final Method method;
  private final TaskHead head;
  private final String root;
  private final Sizes sizes;
  private final Map<Integer, Executable> compiled;
  private final BooleanSupplier stop;
  private final boolean own;

  /**
   * A model on a device of its own.
   *
   * @param weights by path without the root
   * @throws UserError of kind CHECKPOINT, if the recipe has no task, or the weights don't fit it
   */
  public static Predictor of(Method method, Map<String, Array> weights) {
    Backend backend = method.openBackend();
    try {
      ForwardPass.ofSize(method, 1).write(backend, weights);
      return new Predictor(backend, method, Objective.STUDENT, true);
    } catch (RuntimeException failed) {
      backend.close();
      throw failed;
    }
  }

  /**
   * A model whose parameters have been written to the backend.
   *
   * @param root {@link Objective#STUDENT} or {@link Objective#TEACHER}
   * @throws UserError of kind CHECKPOINT, if the recipe has no task
   */
  public Predictor(Backend backend, Method method, String root) {
    this(backend, method, root, false);
  }

  private Predictor(Backend backend, Method method, String root, boolean own) {
    this.own = own;
    this.backend = backend;
    this.method = method;
    this.root = root;
    head =
        method
            .task()
            .orElseThrow(
                () ->
                    new UserError(
                        UserError.Kind.CHECKPOINT,
                        "recipe "
                            + method.recipe().name()
                            + " has no task, so there is nothing to predict; fine-tune it first"
                            + " (d2v finetune)"));
    sizes = Sizes.of(method.objective().encoder(), method.training().batch());
    compiled = new HashMap<>();
    stop = () -> false;
  }

  private Predictor(Predictor same, BooleanSupplier stop) {
    backend = same.backend;
    method = same.method;
    head = same.head;
    root = same.root;
    sizes = same.sizes;
    compiled = same.compiled;
    own = false;
    this.stop = stop;
  }

  /**
   * The same model, whose predictions end with a {@link CancellationException} once a stop is asked
   * for. It is closed with this one.
   */
  public Predictor until(BooleanSupplier stop) {
    return new Predictor(this, stop);
  }

  /**
   * Predicts every sample of a dataset, those of like length together, in any order.
   *
   * @param each takes what was predicted
   * @return what could not be read
   */
  public Quarantine predict(Dataset data, Consumer<Prediction> each) throws InterruptedException {
    return predict(data, each, settled -> {});
  }

  /**
   * The same, but in the data's order. Few answers are held until it is their turn, however many
   * samples there are.
   *
   * @param answering what is made of a prediction at once, smaller than all of its scores
   * @param each takes answers
   */
  public <T> Quarantine inOrder(Dataset data, Function<Prediction, T> answering, Consumer<T> each)
      throws InterruptedException {
    InOrder<T> ordered = new InOrder<>(each);
    Quarantine left =
        predict(data, one -> ordered.add(one.index(), answering.apply(one)), ordered::settle);
    ordered.settle(data.size());
    return left;
  }

  private Quarantine predict(Dataset data, Consumer<Prediction> each, LongConsumer settled)
      throws InterruptedException {
    Quarantine quarantine = new Quarantine(data.size(), method.training().damaged());
    FeederSettings settings =
        new FeederSettings(sizes.largest(), method.training().loaderThreads(), 0);
    try (EvaluationFeeder feeder =
        new EvaluationFeeder(data, method.objective().encoder(), quarantine, settings)) {
      Optional<EvaluationFeeder.Rows> next = feeder.next(stop);
      while (next.isPresent() && !stop.getAsBoolean()) {
        predict(next.get(), each);
        settled.accept(next.get().settled());
        next = feeder.next(stop);
      }
      if (stop.getAsBoolean()) {
        throw new CancellationException("asked to stop");
      }
    }
    return quarantine;
  }

  private void predict(EvaluationFeeder.Rows rows, Consumer<Prediction> each) {
    Map<String, Array> feeds =
        MaskedFeeds.whole(sizes.encoders().get(rows.size()), rows.inputs(), rows.valid());
    Array scores = compiled.computeIfAbsent(rows.size(), this::compile).run(feeds).get(0);
    int outputs = scores.shape().last();
    int one = scores.shape().elements() / scores.shape().size(0);
    boolean tokens = scores.shape().rank() == 3;
    for (int i = 0; i < rows.samples().size(); i++) {
      EvaluationFeeder.Row row = rows.samples().get(i);
      int real = tokens ? rows.valid()[i] * outputs : one;
      each.accept(
          new Prediction(
              row.index(),
              row.id(),
              row.answer(),
              Arrays.copyOfRange(scores.floats(), i * one, i * one + real),
              outputs));
    }
  }

  private Executable compile(int size) {
    Encoder encoder = sizes.encoders().get(size);
    int batch = sizes.batch(size);
    Optional<Tensor> valid = MaskedBatch.valid(encoder, batch);
    Scope scope = Scope.of(root);
    Objective.Encoded encoded =
        method
            .objective()
            .with(encoder)
            .encode(scope, MaskedBatch.inputs(encoder, "", batch), valid, Optional.empty());
    Map<String, Tensor> results =
        head.apply(
            scope, new TaskHead.Read(encoded.output().last(), encoded.tokens().extra(), valid));
    return backend.compile(
        Program.of(
            "predict", List.of(Objects.requireNonNull(results.get(TaskHead.LOGITS), "logits"))));
  }

  @Override
  public void close() {
    compiled.values().forEach(Executable::close);
    if (own) {
      backend.close();
    }
  }
}
