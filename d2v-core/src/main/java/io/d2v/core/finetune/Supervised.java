package io.d2v.core.finetune;

import io.d2v.api.Encoder;
import io.d2v.api.Encoder.TeacherRule;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Labels;
import io.d2v.core.data.Sizes;
import io.d2v.core.model.TaskHead;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.Objective;
import io.d2v.core.train.Goal;
import io.d2v.core.train.MaskedFeeds;
import io.d2v.core.train.Method;
import io.d2v.core.train.Pace;
import io.d2v.core.train.Parameters;
import io.d2v.core.train.SizedBatch;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The goal of predicting labels. */
final class Supervised {
  private static final String LABELS = "labels";

  private final Method method;
  private final TaskHead head;
  private final FineTuningSettings settings;
  private final Labels labels;
  private final Sizes sizes;

  Supervised(Method method, TaskHead head, FineTuningSettings settings, Labels labels) {
    this.method = method;
    this.head = head;
    this.settings = settings;
    this.labels = labels;
    sizes = Sizes.of(method.objective().encoder(), method.training().batch());
  }

  /**
   * What a step is made for, from the smallest size to the largest.
   *
   * @param pace how a parameter is trained, by its path without the root
   */
  List<SizedBatch> batches(Function<String, Pace> pace) {
    return IntStream.range(0, sizes.count())
        .mapToObj(
            size -> {
              Encoder encoder = sizes.encoders().get(size);
              int batch = sizes.batch(size);
              return new SizedBatch(
                  SizedBatch.types(MaskedBatch.inputs(encoder, "", batch)),
                  () -> goal(encoder, batch, pace));
            })
        .toList();
  }

  private Goal goal(Encoder encoder, int batch, Function<String, Pace> pace) {
    int tokens = encoder.grid().tokens();
    Optional<Tensor> valid = MaskedBatch.valid(encoder, batch);
    Optional<Tensor> mask =
        settings.masked()
            ? Optional.of(Tensor.input(MaskedBatch.MASK, TensorType.bool(batch, tokens, 1)))
            : Optional.empty();
    Scope scope = Scope.of(Objective.STUDENT).training(Goal.stepKey());
    Objective.Encoded encoded =
        method
            .objective()
            .with(encoder)
            .encode(scope, MaskedBatch.inputs(encoder, "", batch), valid, mask);
    TaskHead.Read read =
        new TaskHead.Read(encoded.output().last(), encoded.tokens().extra(), valid);
    Tensor logits = Objects.requireNonNull(head.apply(scope, read).get(TaskHead.LOGITS), "logits");
    TensorType one = labels.type(tokens);
    int[] shape = new int[one.shape().rank() + 1];
    shape[0] = batch;
    System.arraycopy(one.shape().sizes(), 0, shape, 1, shape.length - 1);
    Tensor wanted = Tensor.input(LABELS, one.with(Shape.of(shape)));
    Tensor loss = head.loss(logits, wanted, valid).orElseThrow();
    Tensor total = head.sumsLosses() ? loss : loss.times(batch);
    return new Goal(
        total,
        Tensor.constant(batch),
        Map.of(),
        Parameters.of(List.of(total), settings.average().isPresent()),
        path -> TeacherRule.AVERAGE,
        pace);
  }

  /** All that a batch is fed as. */
  Map<String, Array> feeds(Batch batch) {
    Map<String, Array> feeds =
        MaskedFeeds.whole(sizes.encoders().get(batch.size()), batch.inputs(), batch.valid());
    if (settings.masked()) {
      feeds.put(MaskedBatch.MASK, MaskedBatch.mask(batch.masks()));
    }
    feeds.put(LABELS, batch.labels().orElseThrow());
    return feeds;
  }
}
