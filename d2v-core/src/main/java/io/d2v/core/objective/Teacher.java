package io.d2v.core.objective;

import io.d2v.api.Encoder;
import io.d2v.api.Encoder.TeacherRule;
import io.d2v.api.TargetBuilder.Layer;
import io.d2v.api.Tokens;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The teacher's view of whole samples, evaluating. */
record Teacher(Objective objective) {
  /**
   * Every layer's values.
   *
   * @param student the same samples as the student embeds them, which the teacher takes over where
   *     it embeds with the student's parameters alone
   * @param wanted takes what is asked for of the grid's tokens
   */
  List<Layer> layers(
      Map<String, Tensor> whole,
      Optional<Tensor> valid,
      Optional<Tensor> student,
      UnaryOperator<Tensor> wanted) {
    Scope scope = scope(objective);
    Encoder encoder = objective.encoder();
    Tensor own =
        encoder.embed(scope.child(Objective.ENCODER), whole, objective.width()); // [B, T, D]
    Tensor embedded =
        student
            .filter(shared -> !declares(own, Objective.TEACHER))
            .map(Tensor::withoutGradient)
            .orElse(own); // [B, T, D]
    Tokens tokens = encoder.position(scope.child(Objective.ENCODER), embedded, whole);
    return objective
        .transformer()
        .apply(
            scope.child(Objective.TRANSFORMER),
            tokens,
            valid,
            all -> wanted.apply(withoutExtra(all, tokens.extra())))
        .layers();
  }

  /** The root of the teacher's parameters, some of which may be the student's. */
  static Scope scope(Objective objective) {
    return Scope.of(Objective.TEACHER)
        .declaring(
            (path, init, shape) -> {
              String below = path.substring(Objective.TEACHER.length() + 1);
              return objective.rule(below) == TeacherRule.SHARE
                  ? Tensor.parameter(Objective.STUDENT + "." + below, init, shape).withoutGradient()
                  : Tensor.parameter(path, init, shape);
            });
  }

  /** The grid's tokens alone. */
  static Tensor withoutExtra(Tensor all, int extra) {
    return extra == 0 ? all : all.range(1, extra, all.shape().size(1) - extra); // [B, T, D]
  }

  private static boolean declares(Tensor tensor, String root) {
    return Traversal.inputsFirst(List.of(tensor)).stream()
        .anyMatch(
            node ->
                node.op() instanceof Op.Parameter parameter
                    && parameter.path().startsWith(root + "."));
  }
}
