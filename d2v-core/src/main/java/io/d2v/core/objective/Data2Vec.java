package io.d2v.core.objective;

import io.d2v.api.Encoder;
import io.d2v.api.Encoder.MaskAt;
import io.d2v.api.Encoder.TeacherRule;
import io.d2v.api.TargetBuilder;
import io.d2v.api.TargetBuilder.Layer;
import io.d2v.api.Tokens;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import io.d2v.core.model.Transformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The objective of data2vec (Baevski et al. 2022, arXiv 2202.03555): the student sees a masked
 * sample and predicts at the masked positions what the teacher computes from the whole sample.
 */
public record Data2Vec(
    Encoder encoder, Transformer transformer, TargetBuilder targets, ObjectiveSettings settings) {
  /** The root of the student's parameters. */
  public static final String STUDENT = "student";

  /** The root of the teacher's parameters. */
  public static final String TEACHER = "teacher";

  /** The part of a root where the encoder declares its parameters. */
  public static final String ENCODER = "encoder";

  /** The part of a root where a task's head declares its parameters. */
  public static final String TASK = "task";

  private static final String TRANSFORMER = "transformer";

  /**
   * What one batch gives.
   *
   * @param loss the sum over masked positions and channels, scaled: rank 0
   * @param count masked positions: rank 0
   * @param targetVariance spread of the targets: rank 0
   * @param predictionVariance spread of the predictions: rank 0
   * @param targets of {@link MaskedBatch#rows()}: {@code [B, M, D]}
   * @param predictions of the same: {@code [B, M, D]}
   */
  public record Result(
      Tensor loss,
      Tensor count,
      Tensor targetVariance,
      Tensor predictionVariance,
      Tensor targets,
      Tensor predictions) {}

  /**
   * What an encoder makes of whole samples.
   *
   * @param tokens what goes into the transformer
   * @param output what comes out, extra tokens included
   */
  public record Encoded(Tokens tokens, Transformer.Output output) {}

  /** The same with another size of its encoder. */
  public Data2Vec with(Encoder size) {
    return new Data2Vec(size, transformer, targets, settings);
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
                all -> batch.masked(withoutExtra(all, tokens)))
            .last(); // [B, M, D]
    Tensor predictions = new Head(settings.headLayers()).apply(student.child("head"), heard);

    Tensor counted = batch.counted(); // [B, M, 1]
    Tensor count = counted.sumAll();
    double scale = settings.lossScale().orElse(1 / Math.sqrt(width()));
    Tensor loss = Nn.smoothL1(predictions, taught, settings.beta()).times(counted).sumAll();
    return new Result(
        loss.times(scale),
        count,
        Gauges.spread(taught, counted, count),
        Gauges.spread(predictions.withoutGradient(), counted, count),
        taught,
        predictions);
  }

  /**
   * Encodes whole samples, evaluating.
   *
   * @param root {@link #STUDENT} or {@link #TEACHER}
   */
  public Encoded encode(String root, Map<String, Tensor> inputs, Optional<Tensor> valid) {
    Scope scope = root.equals(TEACHER) ? teacherScope() : Scope.of(root);
    return encode(scope, inputs, valid, Optional.empty());
  }

  /**
   * Encodes samples of which some tokens may be masked, evaluating.
   *
   * @param scope the root of the parameters
   * @param mask the tokens that become the mask vector: BOOL {@code [batch, tokens, 1]}
   */
  public Encoded encode(
      Scope scope, Map<String, Tensor> inputs, Optional<Tensor> valid, Optional<Tensor> mask) {
    Tensor embedded = encoder.embed(scope.child(ENCODER), inputs, width()); // [B, T, D]
    Tensor seen = mask.map(m -> masked(scope, embedded, m)).orElse(embedded); // [B, T, D]
    Tokens tokens = encoder.position(scope.child(ENCODER), seen, inputs);
    return new Encoded(
        tokens,
        transformer.apply(scope.child(TRANSFORMER), tokens, valid, UnaryOperator.identity()));
  }

  /** Whether a parameter, by its path without the root, is the encoder's or the transformer's. */
  public static boolean encodes(String path) {
    return path.startsWith(ENCODER + ".") || path.startsWith(TRANSFORMER + ".");
  }

  /** How the teacher gets a parameter, by its path without the root. */
  public TeacherRule rule(String path) {
    return path.startsWith(ENCODER + ".")
        ? encoder.teacher(path.substring(ENCODER.length() + 1))
        : TeacherRule.AVERAGE;
  }

  /** The targets at the masked positions: [B, M, D]. */
  private Tensor taught(MaskedBatch batch, Tensor studentEmbedded) {
    Scope scope = teacherScope();
    Tensor own = encoder.embed(scope.child(ENCODER), batch.whole(), width()); // [B, T, D]
    boolean reused = encoder.maskAt() == MaskAt.TOKENS && !declares(own, TEACHER);
    Tensor embedded = reused ? studentEmbedded.withoutGradient() : own;
    Tokens tokens = encoder.position(scope.child(ENCODER), embedded, batch.whole());
    UnaryOperator<Tensor> grid = all -> withoutExtra(all, tokens); // [B, T, D]
    UnaryOperator<Tensor> wanted =
        targets.perToken() ? all -> batch.masked(grid.apply(all)) : grid; // [B, M or T, D]
    List<Layer> layers =
        transformer.apply(scope.child(TRANSFORMER), tokens, batch.valid(), wanted).layers();
    return targets.perToken()
        ? targets.targets(layers, Optional.empty())
        : batch.masked(targets.targets(layers, batch.valid()));
  }

  private Scope teacherScope() {
    return Scope.of(TEACHER)
        .declaring(
            (path, init, shape) -> {
              String below = path.substring(TEACHER.length() + 1);
              return rule(below) == TeacherRule.SHARE
                  ? Tensor.parameter(STUDENT + "." + below, init, shape).withoutGradient()
                  : Tensor.parameter(path, init, shape);
            });
  }

  private static boolean declares(Tensor tensor, String root) {
    return Traversal.inputsFirst(List.of(tensor)).stream()
        .anyMatch(
            node ->
                node.op() instanceof Op.Parameter parameter
                    && parameter.path().startsWith(root + "."));
  }

  private Tensor masked(Scope student, Tensor embedded, Tensor mask) {
    Tensor token = student.parameter("mask_token", new Init.Normal(0, 0.02), 1, 1, width());
    return mask.choose(token, embedded); // [B, T, D]
  }

  private static Tensor withoutExtra(Tensor all, Tokens tokens) {
    int extra = tokens.extra();
    return extra == 0 ? all : all.range(1, extra, all.shape().size(1) - extra); // [B, T, D]
  }

  private int width() {
    return transformer.settings().width();
  }
}
