package io.d2v.core.objective;

import io.d2v.api.Criterion;
import io.d2v.api.Encoder;
import io.d2v.api.Encoder.MaskAt;
import io.d2v.api.Encoder.TeacherRule;
import io.d2v.api.Mask;
import io.d2v.api.TargetBuilder;
import io.d2v.api.TargetBuilder.Layer;
import io.d2v.api.Tokens;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.core.model.Transformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The objective of data2vec (Baevski et al. 2022, arXiv 2202.03555): the student sees a masked
 * sample and predicts at the masked positions what the teacher computes from the whole sample.
 *
 * @param criterion what that means: {@link Regression}, unless a recipe names another
 */
public record Data2Vec(
    Encoder encoder, Transformer transformer, TargetBuilder targets, Criterion criterion)
    implements Objective {
  /** Its name in a recipe; what a recipe gets that names none. */
  public static final String NAME = "data2vec";

  @Override
  public Data2Vec with(Encoder size) {
    return new Data2Vec(size, transformer, targets, criterion);
  }

  @Override
  public int clones() {
    return 1;
  }

  @Override
  public double decay(long update) {
    return criterion.decay(update);
  }

  @Override
  public Result apply(int samples, int most, Tensor stepKey) {
    return apply(MaskedBatch.of(encoder, samples, most), stepKey);
  }

  @Override
  public Map<String, Array> feeds(List<Mask> masks, int[] valid, int most) {
    return MaskedBatch.feeds(masks, most);
  }

  /** Writes the student's view of a masked batch, the teacher's of the whole, and the loss. */
  public Result apply(MaskedBatch batch, Tensor stepKey) {
    Scope student = Scope.of(STUDENT).training(stepKey);
    Tensor embedded =
        encoder.embed(student.child(ENCODER), batch.corrupted(), width()); // [B, T, D]
    Tensor taught = taught(batch, embedded).withoutGradient(); // [B, M, D]

    Tensor seen =
        encoder.maskAt() == MaskAt.TOKENS ? masked(student, embedded, batch.mask()) : embedded;
    Tokens tokens = encoder.position(student.child(ENCODER), seen, batch.corrupted());
    Tensor heard =
        transformer
            .apply(
                student.child(TRANSFORMER),
                tokens,
                batch.valid(),
                all -> batch.masked(Teacher.withoutExtra(all, tokens.extra())))
            .last(); // [B, M, D]
    Tensor predictions = criterion.predict(student.child("head"), heard); // [B, M, D]

    Tensor counted = batch.counted(); // [B, M, 1]
    Tensor loss = criterion.loss(predictions, taught, counted);
    return Result.of(loss, counted.sumAll(), counted, taught, predictions);
  }

  @Override
  public TeacherRule rule(String path) {
    return path.startsWith(ENCODER + ".")
        ? encoder.teacher(path.substring(ENCODER.length() + 1))
        : TeacherRule.AVERAGE;
  }

  /** One learned vector, the same in place of each. */
  @Override
  public Tensor masked(Scope scope, Tensor embedded, Tensor mask) {
    Tensor token = scope.parameter("mask_token", new Init.Normal(0, 0.02), 1, 1, width());
    return mask.choose(token, embedded); // [B, T, D]
  }

  /** The targets at the masked positions: [B, M, D]. */
  private Tensor taught(MaskedBatch batch, Tensor studentEmbedded) {
    UnaryOperator<Tensor> wanted =
        targets.perToken() ? batch::masked : UnaryOperator.identity(); // [B, M or T, D]
    List<Layer> layers =
        new Teacher(this)
            .layers(
                batch.whole(),
                batch.valid(),
                Optional.of(studentEmbedded).filter(e -> encoder.maskAt() == MaskAt.TOKENS),
                wanted);
    return targets.perToken()
        ? targets.targets(layers, Optional.empty())
        : batch.masked(targets.targets(layers, batch.valid()));
  }
}
