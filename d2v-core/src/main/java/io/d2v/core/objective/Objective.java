package io.d2v.core.objective;

import io.d2v.api.Encoder;
import io.d2v.api.Encoder.TeacherRule;
import io.d2v.api.Mask;
import io.d2v.api.TargetBuilder;
import io.d2v.api.Tokens;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.core.model.Transformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is learned without labels: a student predicts what a teacher, which follows it, computes
 * from whole samples.
 */
public sealed interface Objective permits Data2Vec, Data2Vec2 {
  /** The root of the student's parameters. */
  String STUDENT = "student";

  /** The root of the teacher's parameters. */
  String TEACHER = "teacher";

  /** The part of a root where the encoder declares its parameters. */
  String ENCODER = "encoder";

  /** The part of a root where the transformer declares its parameters. */
  String TRANSFORMER = "transformer";

  /** The part of a root where a task's head declares its parameters. */
  String TASK = "task";

  /**
   * What one batch gives.
   *
   * @param loss the sum over masked positions and channels, scaled: rank 0
   * @param count masked positions: rank 0
   * @param counted 1 for a row that counts and 0 for another: {@code [masks, most, 1]}
   * @param targetVariance spread of the targets: rank 0
   * @param predictionVariance spread of the predictions: rank 0
   * @param targets of the masked positions of each mask: {@code [masks, most, D]}
   * @param predictions of the same: {@code [masks, most, D]}
   */
  record Result(
      Tensor loss,
      Tensor count,
      Tensor counted,
      Tensor targetVariance,
      Tensor predictionVariance,
      Tensor targets,
      Tensor predictions) {
    /** With the gauges of what is predicted. */
    static Result of(
        Tensor loss, Tensor count, Tensor counted, Tensor targets, Tensor predictions) {
      return new Result(
          loss,
          count,
          counted,
          Gauges.spread(targets, counted, count),
          Gauges.spread(predictions.withoutGradient(), counted, count),
          targets,
          predictions);
    }
  }

  /**
   * What an encoder makes of whole samples.
   *
   * @param embedded what the encoder embeds samples as: {@code [batch, tokens, width]}
   * @param tokens what goes into the transformer
   * @param output what comes out, extra tokens included
   */
  record Encoded(Tensor embedded, Tokens tokens, Transformer.Output output) {}

  /** What makes tokens of samples. */
  Encoder encoder();

  /** What student and teacher share the shape of. */
  Transformer transformer();

  /** What makes targets of the teacher's layers. */
  TargetBuilder targets();

  /** The same with another size of its encoder. */
  Objective with(Encoder size);

  /** How many masks each sample is seen through in a step. */
  int clones();

  /**
   * The teacher's decay after an update.
   *
   * @param update counted from 1
   */
  double decay(long update);

  /**
   * Writes what is learned from a batch, fed by the names of {@link MaskedBatch#inputs}, {@link
   * MaskedBatch#valid} and {@link #feeds}.
   *
   * @param samples how many
   * @param most the most tokens that a mask hides
   * @param stepKey what random numbers are drawn from: INT32 [2]
   */
  Result apply(int samples, int most, Tensor stepKey);

  /**
   * The arrays that masks are fed as.
   *
   * @param masks {@link #clones()} a sample, those of a sample one after the other
   * @param valid real tokens of each sample
   * @param most the most tokens that a mask hides
   */
  Map<String, Array> feeds(List<Mask> masks, int[] valid, int most);

  /** How the teacher gets a parameter, by its path without the root. */
  TeacherRule rule(String path);

  /**
   * What the student sees of embedded tokens in place of masked ones, all of them there.
   *
   * @param mask BOOL {@code [batch, tokens, 1]}
   */
  Tensor masked(Scope scope, Tensor embedded, Tensor mask);

  /**
   * Encodes whole samples, evaluating.
   *
   * @param root {@link #STUDENT} or {@link #TEACHER}
   */
  default Encoded encode(String root, Map<String, Tensor> inputs, Optional<Tensor> valid) {
    return encode(scope(root), inputs, valid, Optional.empty());
  }

  /**
   * Where an encoder has its parameters.
   *
   * @param root {@link #STUDENT} or {@link #TEACHER}
   */
  default Scope scope(String root) {
    return root.equals(TEACHER) ? Teacher.scope(this) : Scope.of(root);
  }

  /**
   * Encodes samples of which some tokens may be masked, evaluating.
   *
   * @param scope the root of the parameters
   * @param mask the tokens that are masked: BOOL {@code [batch, tokens, 1]}
   */
  default Encoded encode(
      Scope scope, Map<String, Tensor> inputs, Optional<Tensor> valid, Optional<Tensor> mask) {
    Tensor embedded = encoder().embed(scope.child(ENCODER), inputs, width()); // [B, T, D]
    Tensor seen = mask.map(m -> masked(scope, embedded, m)).orElse(embedded); // [B, T, D]
    Tokens tokens = encoder().position(scope.child(ENCODER), seen, inputs);
    return new Encoded(
        embedded,
        tokens,
        transformer().apply(scope.child(TRANSFORMER), tokens, valid, UnaryOperator.identity()));
  }

  /** How wide a token is. */
  default int width() {
    return transformer().settings().width();
  }

  /** Whether a parameter, by its path without the root, is the encoder's or the transformer's. */
  static boolean encodes(String path) {
    return path.startsWith(ENCODER + ".") || path.startsWith(TRANSFORMER + ".");
  }
}
