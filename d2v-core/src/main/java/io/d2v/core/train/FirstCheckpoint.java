package io.d2v.core.train;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.objective.Objective;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.RunState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run begins with whose weights come from elsewhere. */
public final class FirstCheckpoint {
  private FirstCheckpoint() {}

  /**
   * The checkpoint before the first update: the weights, a teacher, moments of zero. What
   * pre-training needs and the weights lack (mask vector, prediction head, decoder) begins as the
   * seed says.
   *
   * @param weights by path without the root; all of encoder and transformer
   * @param taught the teacher's, by path without the root; empty where it begins as the student
   * @throws io.d2v.api.UserError if one is missing or of another shape than the recipe says
   */
  public static Checkpoint of(
      Method method, Map<String, Array> weights, Map<String, Array> taught) {
    Parameters parameters = parameters(method.objective());
    Set<String> parts =
        weights.keySet().stream().map(FirstCheckpoint::part).collect(Collectors.toSet());
    Map<String, Shape> expected = new TreeMap<>();
    parameters
        .student()
        .forEach(
            (path, declared) -> {
              String below = Parameters.below(path);
              if (Objective.encodes(below) || parts.contains(part(below))) {
                expected.put(below, declared.shape());
              }
            });
    Map<String, Array> trained = new TreeMap<>(weights);
    trained.keySet().removeIf(path -> path.startsWith(Objective.TASK + "."));
    Checked.shapes("weights", expected, trained);

    long seed = method.recipe().seed();
    Map<String, Array> student = new TreeMap<>(weights);
    Map<String, Array> moments = new TreeMap<>();
    parameters
        .student()
        .forEach(
            (path, declared) -> {
              String below = Parameters.below(path);
              student.computeIfAbsent(
                  below, p -> Weights.first(declared.init(), declared.shape(), seed, path));
              Shape shape = declared.shape();
              moments.put("mean." + below, Array.of(shape, new float[shape.elements()]));
              moments.put("square." + below, Array.of(shape, new float[shape.elements()]));
            });
    return new Checkpoint(
        new RunState(0, seed, Map.of()),
        method.recipe().toYaml(),
        student,
        teacher(parameters, taught.isEmpty() ? student : taught),
        moments);
  }

  private static Map<String, Array> teacher(Parameters parameters, Map<String, Array> weights) {
    Map<String, Shape> expected = new TreeMap<>();
    parameters
        .teacher()
        .forEach((path, declared) -> expected.put(Parameters.below(path), declared.shape()));
    Map<String, Array> teacher = new TreeMap<>(weights);
    teacher.keySet().retainAll(expected.keySet());
    Checked.shapes("teacher", expected, teacher);
    return teacher;
  }

  /** The first word of a path: a part of the model, which is there as a whole or not at all. */
  private static String part(String path) {
    return path.split("\\.", 2)[0];
  }

  private static Parameters parameters(Objective objective) {
    return Parameters.of(objective, List.of(objective.apply(1, 1, StepInputs.stepKey()).loss()));
  }
}
