package io.d2v.core.objective;

import io.d2v.api.AttentionBias;
import io.d2v.api.Encoder;
import io.d2v.api.Encoder.MaskAt;
import io.d2v.api.Encoder.TeacherRule;
import io.d2v.api.Mask;
import io.d2v.api.TargetBuilder;
import io.d2v.api.Tokens;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import io.d2v.core.model.Transformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The objective of data2vec 2.0 (Baevski et al. 2022, arXiv 2212.07525): the student encodes what
 * masks leave visible alone, a decoder of convolutions predicts the rest, and each sample, which
 * the teacher sees once, has several masks.
 */
public final class Data2Vec2 implements Objective {
  /** Its name in a recipe. */
  public static final String NAME = "data2vec2";

  private static final String DECODER = "decoder";

  private final Encoder encoder;
  private final Transformer transformer;
  private final TargetBuilder targets;
  private final Data2Vec2Settings settings;
  private final Set<String> embedding;

  /**
   * An objective.
   *
   * @throws UserError of kind RECIPE, if the encoder masks its inputs, where nothing can be
   *     dropped, or tokens can't be cut into the decoder's groups
   */
  public Data2Vec2(
      Encoder encoder, Transformer transformer, TargetBuilder targets, Data2Vec2Settings settings) {
    if (encoder.maskAt() != MaskAt.TOKENS) {
      throw new UserError(
          UserError.Kind.RECIPE,
          "objective "
              + NAME
              + " drops masked tokens, but this encoder masks its inputs; set encoder.mask_at:"
              + " tokens");
    }
    int width = transformer.settings().width();
    if (width % settings.decoder().groups() != 0) {
      throw new UserError(
          UserError.Kind.RECIPE,
          "transformer.width "
              + width
              + " is no multiple of objective.decoder.groups "
              + settings.decoder().groups()
              + ", into which the decoder cuts what it reads");
    }
    this.encoder = encoder;
    this.transformer = transformer;
    this.targets = targets;
    this.settings = settings;
    embedding = embedding(encoder, width);
  }

  /** The parameters that embed, before positions are known: paths below the encoder's. */
  private static Set<String> embedding(Encoder encoder, int width) {
    Tensor embedded = encoder.embed(Scope.of(""), MaskedBatch.inputs(encoder, "", 1), width);
    return Traversal.inputsFirst(List.of(embedded)).stream()
        .map(Tensor::op)
        .filter(Op.Parameter.class::isInstance)
        .map(op -> ((Op.Parameter) op).path())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Encoder encoder() {
    return encoder;
  }

  @Override
  public Transformer transformer() {
    return transformer;
  }

  @Override
  public TargetBuilder targets() {
    return targets;
  }

  @Override
  public Data2Vec2 with(Encoder size) {
    return new Data2Vec2(size, transformer, targets, settings);
  }

  @Override
  public int clones() {
    return settings.clones();
  }

  @Override
  public double decay(long update) {
    return Ema.decay(settings.emaStart(), settings.emaEnd(), settings.emaSteps(), update);
  }

  @Override
  public Map<String, Array> feeds(List<Mask> masks, int[] valid, int most) {
    return VisibleBatch.feeds(masks, valid, clones(), most);
  }

  @Override
  public Result apply(int samples, int most, Tensor stepKey) {
    VisibleBatch batch = VisibleBatch.of(encoder, samples, clones(), most);
    Scope student = Scope.of(STUDENT).training(stepKey);
    Tensor noise = student.child(DECODER).normal("noise", samples * clones(), most, width());
    return apply(batch, student, noise.times(settings.noise()));
  }

  /**
   * Writes the student's view of what is visible, the teacher's of the whole, and the loss.
   *
   * @param student the root of its parameters, training
   * @param noise what stands for hidden tokens in the decoder: {@code [R, M, D]}
   */
  public Result apply(VisibleBatch batch, Scope student, Tensor noise) {
    Tensor embedded = encoder.embed(student.child(ENCODER), batch.whole(), width()); // [B, T, D]
    Tensor wholes = taught(batch, embedded).withoutGradient(); // [B, T, D]
    Tensor taught = batch.sources(wholes); // [R, M, D]

    Tokens visible = visible(batch, student, embedded);
    Tensor heard =
        transformer
            .apply(student.child(TRANSFORMER), visible, batch.validKept(), UnaryOperator.identity())
            .last(); // [R, E + K, D]
    Tensor decoded = decoded(batch, student.child(DECODER), heard, visible.extra(), noise);
    Tensor predictions = batch.hidden(decoded); // [R, M, D]
    student.show("student_encoder_output", heard);
    student.show("targets_all_positions", wholes);

    Tensor counted = batch.counted(); // [R, M, 1]
    Tensor count = counted.sumAll();
    Tensor loss = loss(predictions, taught, counted);
    if (settings.classLoss() > 0) {
      loss = loss.plus(classLoss(batch, student, visible.extra(), heard, wholes).times(count));
    }
    return Result.of(loss, count, counted, taught, predictions);
  }

  @Override
  public TeacherRule rule(String path) {
    if (!path.startsWith(ENCODER + ".")) {
      return TeacherRule.AVERAGE;
    }
    boolean shared =
        switch (settings.teacher()) {
          case WHOLE -> false;
          case CONTEXT -> embedding.contains(path.substring(ENCODER.length() + 1));
          case BLOCKS -> true;
        };
    return shared ? TeacherRule.SHARE : TeacherRule.AVERAGE;
  }

  /** Noise in training, as fine-tuning of the reference has it, and zeros else. */
  @Override
  public Tensor masked(Scope scope, Tensor embedded, Tensor mask) {
    return scope.isTraining()
        ? mask.choose(
            scope.normal("mask", embedded.shape().sizes()).times(settings.noise()), embedded)
        : silent(embedded, mask); // [B, T, D]
  }

  /** With zeros for what is masked, as positional convolutions see it in pre-training. */
  private static Tensor silent(Tensor embedded, Tensor mask) {
    return mask.choose(Tensor.constant(0), embedded); // [B, T, D]
  }

  /** The targets of all tokens: [B, T, D]. */
  private Tensor taught(VisibleBatch batch, Tensor studentEmbedded) {
    return targets.targets(
        new Teacher(this)
            .layers(
                batch.whole(),
                batch.valid(),
                Optional.of(studentEmbedded),
                UnaryOperator.identity()),
        batch.valid());
  }

  /** The extra tokens and the visible ones, for each mask. */
  private Tokens visible(VisibleBatch batch, Scope student, Tensor embedded) {
    boolean mixes = encoder.mixesTokens();
    Tensor seen = mixes ? silent(batch.clones(embedded), batch.mask()) : embedded; // [R or B, T, D]
    Map<String, Tensor> inputs = mixes ? batch.clonedInputs() : batch.whole();
    Tokens all = encoder.position(student.child(ENCODER), seen, inputs); // [R or B, E + T, D]
    if (!(all.bias() instanceof AttentionBias.None)
        && !(all.bias() instanceof AttentionBias.OfPlaces)) {
      throw new UserError(
          UserError.Kind.RECIPE,
          "objective "
              + NAME
              + " drops masked tokens, but this encoder's attention bias is one of all tokens; set"
              + " encoder.relative_bias: none");
    }
    Tensor grid = Teacher.withoutExtra(all.values(), all.extra());
    Tensor kept = mixes ? batch.keptOfClones(grid) : batch.keptOfSamples(grid); // [R, K, D]
    Tensor values = kept;
    if (all.extra() > 0) {
      Tensor extra = all.values().range(1, 0, all.extra());
      Tensor cloned = mixes ? extra : batch.clones(extra); // [R, E, D]
      values = Tensor.concatenate(1, List.of(cloned, kept)); // [R, E + K, D]
    }
    return new Tokens(values, all.extra(), all.bias(), Optional.of(batch.places()));
  }

  /** What the decoder makes of visible tokens, at all places of the grid: [R, T, D]. */
  private Tensor decoded(VisibleBatch batch, Scope scope, Tensor heard, int extra, Tensor noise) {
    DecoderSettings decoder = settings.decoder();
    Tensor kept =
        Teacher.withoutExtra(scope.dropout("input", heard, decoder.dropout()), extra); // [R, K, D]
    Tensor restored = batch.restored(kept, noise); // [R, T, D]
    Tensor placed =
        switch (decoder.positions()) {
          case NONE -> restored;
          case HIDDEN -> restored.plus(positions().times(batch.hiddenShare()));
          case ALL -> restored.plus(positions());
        };
    Tensor decoded =
        new Decoder(decoder, encoder.grid())
            .apply(scope, placed, batch.valid().map(batch::clones)); // [R, T, D]
    scope.show("decoder_input", placed);
    scope.show("decoder_output", decoded);
    return decoded;
  }

  private Tensor positions() {
    return Tensor.constant(
        encoder
            .fixedPositions(width())
            .orElseThrow(
                () ->
                    new UserError(
                        UserError.Kind.RECIPE,
                        "objective.decoder.positions needs an encoder with fixed positions, such"
                            + " as encoder.positions: sincos"))); // [1, T, D]
  }

  /** The last extra token predicts the mean of a sample's targets. */
  private Tensor classLoss(
      VisibleBatch batch, Scope student, int extra, Tensor heard, Tensor wholes) {
    if (extra == 0) {
      throw new UserError(
          UserError.Kind.RECIPE,
          "objective.class_loss is of a class token, and this encoder has none; set"
              + " encoder.class_token: true or leave class_loss out");
    }
    Tensor prediction = heard.range(1, extra - 1, 1); // [R, 1, D]
    Tensor target = batch.clones(wholes.mean(1)); // [R, 1, D]
    student.show("predictions_cls", prediction);
    student.show("targets_cls", target);
    return loss(prediction, target, Tensor.constant(1)).times(settings.classLoss());
  }

  /** The scaled sum over rows that count. */
  private Tensor loss(Tensor predictions, Tensor taught, Tensor counted) {
    return RegressionLoss.of(settings.beta(), settings.lossScale(), width())
        .sum(predictions, taught, counted);
  }
}
