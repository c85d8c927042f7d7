package io.d2v.core.train;

import io.d2v.api.Encoder.TeacherRule;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import io.d2v.core.objective.Objective;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of a run, by path.
 *
 * @param student what is trained; paths below {@link Objective#STUDENT}
 * @param teacher what follows it; paths below {@link Objective#TEACHER}
 */
public record Parameters(Map<String, Declared> student, Map<String, Declared> teacher) {
  static final String MEAN = "optimizer.mean.";
  static final String SQUARE = "optimizer.square.";
  static final String GRADIENT = "gradient.";

  /** How a parameter begins. */
  public record Declared(Init init, Shape shape) {}

  /** Copies the maps, sorted. */
  public Parameters {
    student = Collections.unmodifiableMap(new TreeMap<>(student));
    teacher = Collections.unmodifiableMap(new TreeMap<>(teacher));
  }

  /** The parameters that an objective's graph trains, and their followers. */
  static Parameters of(Objective objective, Collection<Tensor> graph) {
    Map<String, Declared> student = new TreeMap<>();
    Map<String, Declared> teacher = new TreeMap<>();
    for (Tensor node : Traversal.inputsFirst(graph)) {
      if (node.op() instanceof Op.Parameter parameter) {
        Declared declared = new Declared(parameter.init(), node.shape());
        String below = below(parameter.path());
        if (parameter.path().startsWith(Objective.STUDENT + ".")) {
          student.put(parameter.path(), declared);
          if (hasFollower(objective, below)) {
            teacher.put(Objective.TEACHER + "." + below, declared);
          }
        } else {
          teacher.put(parameter.path(), declared);
        }
      }
    }
    return new Parameters(student, teacher);
  }

  /** Numbers in parameters such as these. */
  static long numbers(Map<String, Declared> declared) {
    return declared.values().stream().mapToLong(each -> each.shape().elements()).sum();
  }

  /**
   * The parameters that a graph trains.
   *
   * @param averaged whether each has a follower, its moving average
   */
  public static Parameters of(Collection<Tensor> graph, boolean averaged) {
    Map<String, Declared> student = new TreeMap<>();
    Map<String, Declared> teacher = new TreeMap<>();
    declared("", graph)
        .forEach(
            (path, declared) -> {
              student.put(path, declared);
              if (averaged) {
                teacher.put(Objective.TEACHER + "." + below(path), declared);
              }
            });
    return new Parameters(student, teacher);
  }

  /** What a graph declares below a root: path without the root, sorted. */
  static Map<String, Declared> declared(String root, Collection<Tensor> graph) {
    Map<String, Declared> declared = new TreeMap<>();
    for (Tensor node : Traversal.inputsFirst(graph)) {
      if (node.op() instanceof Op.Parameter parameter) {
        declared.put(
            parameter.path().substring(root.length()),
            new Declared(parameter.init(), node.shape()));
      }
    }
    return declared;
  }

  /** Their shapes alone. */
  static Map<String, Shape> shapes(Map<String, Declared> declared) {
    Map<String, Shape> shapes = new TreeMap<>();
    declared.forEach((path, parameter) -> shapes.put(path, parameter.shape()));
    return shapes;
  }

  /** The student's parameter that a teacher's follows. */
  static String followed(String teacher) {
    return Objective.STUDENT + "." + below(teacher);
  }

  /** A path without its root. */
  static String below(String path) {
    return path.substring(path.indexOf('.') + 1);
  }

  static Tensor tensor(String path, Shape shape) {
    return Tensor.parameter(path, Init.zeros(), shape);
  }

  private static boolean hasFollower(Objective objective, String below) {
    boolean encodes = Objective.encodes(below);
    return encodes && objective.rule(below) != TeacherRule.SHARE;
  }
}
