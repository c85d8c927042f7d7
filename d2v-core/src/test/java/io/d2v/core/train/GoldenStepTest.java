package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Encoder.MaskAt;
import io.d2v.api.TargetBuilder.Layer;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.Objective;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whole training steps are those of the reference code, digit for digit. */
@Tag("golden")
class GoldenStepTest {
  static final Array KEY = Array.of(Shape.of(2), 1, 2);
  static final double ACTIVATIONS = 2e-5;

  /** Norms over time divide by deviations down to 0.01, and so enlarge a float32's rounding. */
  static final double TARGETS = 1e-4;

  static final double GRADIENTS = 1e-3;
  static final double ROUNDING = 1e-5; // of the largest gradient: these are zero but for it

  static Stream<Arguments> steps() {
    return Fixtures.names("fairseq").stream()
        .filter(name -> name.startsWith("v1-"))
        .flatMap(name -> Stream.of(Backends.values()).map(backend -> Arguments.of(name, backend)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("steps")
  void activationsTargetsLossAndGradientsAreTheReferences(String name, Backends on) {
    GoldenStep step = GoldenStep.of(name);
    JsonNode expected = step.fixtures.json("expected");
    Map<String, Array> activations = step.fixtures.tensors("expected");
    Data2Vec objective = step.objective();
    MaskedBatch batch = MaskedBatch.of(objective.encoder(), step.batch(), step.mostMasked());
    Objective.Result result = objective.apply(batch, StepInputs.stepKey());
    StepPrograms programs = new StepPrograms(Goal.of(objective, result), step.adam());
    try (Backend backend = on.open()) {
      write(backend, "student.", step.student("student"));
      write(backend, "teacher.", step.teacher("teacher"));
      Map<String, Tensor> fetches = ofAllTokens(step, objective, batch);
      fetches.put("targets", result.targets());
      fetches.put("predictions", result.predictions());
      Map<String, Array> found = run(backend, fetches, step.feeds());
      found.computeIfPresent("targets", (key, array) -> counted(array, step.feeds()));
      found.computeIfPresent("predictions", (key, array) -> counted(array, step.feeds()));
      activations.forEach(
          (key, array) -> {
            if (found.containsKey(key)) {
              double tolerance = key.equals("targets") ? TARGETS : ACTIVATIONS;
              assertClose(key, found.get(key), array, tolerance);
            }
          });
      assertThat(activations.keySet()).containsAll(fetches.keySet());

      Map<String, Array> numbers =
          run(
              backend,
              Map.of(
                  "loss", result.loss(),
                  "count", result.count(),
                  "target_var", result.targetVariance(),
                  "pred_var", result.predictionVariance()),
              step.feeds());
      assertNumber("loss", numbers, expected.get("loss_sum").asDouble(), 1e-5);
      assertNumber("count", numbers, expected.get("sample_size").asInt(), 0);
      assertNumber("target_var", numbers, expected.get("target_var").asDouble(), 1e-4);
      assertNumber("pred_var", numbers, expected.get("pred_var").asDouble(), 1e-4);

      Map<String, Array> golden = Thirds.split(step.student("grads"));
      Map<String, Array> gradients = Thirds.split(run(backend, programs.gradients(), step.feeds()));
      assertThat(below(gradients.keySet())).isEqualTo(golden.keySet());
      Set<String> noise = rounding(step, expected);
      double zero =
          ROUNDING * golden.values().stream().mapToDouble(x -> largest(x)).max().orElse(0);
      golden.forEach(
          (path, array) ->
              assertClose(
                  "gradient of " + path,
                  gradients.get("student." + path),
                  array,
                  noise.contains(path) ? zero : GRADIENTS * largest(array)));
    }
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("steps")
  void targetsOfTheReferencesLayersAreTheReferences(String name, Backends on) {
    GoldenStep step = GoldenStep.of(name);
    Map<String, Array> activations = step.fixtures.tensors("expected");
    Data2Vec objective = step.objective();
    MaskedBatch batch = MaskedBatch.of(objective.encoder(), step.batch(), step.mostMasked());
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < step.topLayers(); i++) {
      Tensor layer = Tensor.constant(activations.get("teacher_layer." + i));
      layers.add(new Layer(layer, layer));
    }
    Tensor targets = objective.targets().targets(layers, batch.valid());
    Tensor rows = targets.reshape(-1, targets.shape().last()).gather(batch.rows()); // [B, M, D]
    try (Backend backend = on.open()) {
      Array found = run(backend, Map.of("targets", rows), step.feeds()).get("targets");
      assertClose("targets", counted(found, step.feeds()), activations.get("targets"), ACTIVATIONS);
    }
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("steps")
  void threeStepsAreTheReferences(String name, Backends on) {
    GoldenStep step = GoldenStep.of(name);
    JsonNode expected = step.fixtures.json("expected");
    Data2Vec objective = step.objective();
    MaskedBatch batch = MaskedBatch.of(objective.encoder(), step.batch(), step.mostMasked());
    try (Backend backend = on.open();
        TrainingStep training = new TrainingStep(backend, objective, step.adam(), batch, 1)) {
      Weights weights = training.weights();
      weights.restore(
          step.student("student"), step.teacher("teacher"), zeros(step.student("student")));
      for (JsonNode point : expected.get("trajectory")) {
        long update = point.get("step").asLong();
        double decay = expected.get("ema").get("decay").asDouble();
        TrainingStep.Measured measured =
            training.run(
                List.of(step.feeds()),
                List.of(KEY),
                new TrainingStep.Rates(update, step.learningRate(), decay));
        assertMeasured(measured, point);
        if (update == 1) {
          Set<String> noise = rounding(step, expected);
          assertParameters(weights.student(), step.student("student_after1"), noise, step);
          assertParameters(weights.teacher(), step.teacher("teacher_after1"), noise, step);
        }
      }
    }
  }

  /** Moments before the first update. */
  static Map<String, Array> zeros(Map<String, Array> student) {
    Map<String, Array> zeros = new HashMap<>();
    student.forEach(
        (path, array) -> {
          Array zero = Array.of(array.shape(), new float[array.shape().elements()]);
          zeros.put("mean." + path, zero);
          zeros.put("square." + path, zero);
        });
    return zeros;
  }

  /** Loss and gradient norm are those of a step of the reference's. */
  static void assertMeasured(TrainingStep.Measured measured, JsonNode point) {
    String at = " of step " + point.get("step").asLong();
    assertRelative("loss" + at, measured.loss(), point.get("loss_reported").asDouble(), 1e-5);
    assertRelative(
        "gradient norm" + at,
        measured.gradientNorm(),
        point.get("grad_norm_before_clip").asDouble(),
        1e-4);
  }

  private static Set<String> rounding(GoldenStep step, JsonNode expected) {
    Set<String> names = new HashSet<>();
    expected
        .get("rounding_noise_gradients")
        .get("parameters")
        .forEach(node -> step.rename(node.asString()).ifPresent(names::add));
    return names;
  }

  private static void assertParameters(
      Map<String, Array> joined, Map<String, Array> given, Set<String> noise, GoldenStep step) {
    Map<String, Array> found = Thirds.split(joined);
    Map<String, Array> golden = Thirds.split(given);
    assertThat(found.keySet()).isEqualTo(golden.keySet());
    golden.forEach(
        (path, array) ->
            assertClose(
                path + " after a step",
                found.get(path),
                array,
                noise.contains(path) ? 2 * step.learningRate() : 1e-5));
  }

  static Map<String, Array> run(
      Backend backend, Map<String, Tensor> fetches, Map<String, Array> feeds) {
    List<String> names = new ArrayList<>(fetches.keySet());
    Program program = Program.of("golden", names.stream().map(fetches::get).toList());
    Map<String, Array> all = new HashMap<>(feeds);
    all.put("step_key", KEY);
    all.keySet().retainAll(program.inputs().keySet());
    Map<String, Array> found = new HashMap<>();
    try (Executable executable = backend.compile(program)) {
      List<Array> fetched = executable.run(all);
      for (int i = 0; i < names.size(); i++) {
        found.put(names.get(i), fetched.get(i));
      }
    }
    return found;
  }

  static void write(Backend backend, String root, Map<String, Array> values) {
    values.forEach((path, array) -> backend.write(root + path, array));
  }

  /** What the reference shows of all tokens; the step itself does not compute all of it. */
  private static Map<String, Tensor> ofAllTokens(
      GoldenStep step, Data2Vec objective, MaskedBatch batch) {
    boolean inGraph = objective.encoder().maskAt() == MaskAt.TOKENS;
    Tensor student =
        objective
            .encode(
                Scope.of(Data2Vec.STUDENT),
                batch.corrupted(),
                batch.valid(),
                inGraph ? Optional.of(batch.mask()) : Optional.empty())
            .output()
            .last(); // [B, E + T, D]
    List<Layer> teacher =
        objective.encode(Data2Vec.TEACHER, batch.whole(), batch.valid()).output().layers();
    Map<String, Tensor> shown = new HashMap<>();
    shown.put("encoder_output", withoutFirst(step.extra(), student));
    for (int i = 0; i < step.topLayers(); i++) {
      Layer layer = teacher.get(teacher.size() - step.topLayers() + i);
      Tensor value = step.blockTargets() ? layer.output() : layer.feedForward(); // [B, E + T, D]
      shown.put("teacher_layer." + i, withoutFirst(step.extra(), value));
    }
    return shown;
  }

  /** The places that count, as rows. */
  static Array counted(Array places, Map<String, Array> feeds) {
    float[] counted = feeds.get(MaskedBatch.COUNTED).floats();
    int width = places.shape().last();
    int[] rows = IntStream.range(0, counted.length).filter(i -> counted[i] == 1).toArray();
    float[] entries = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(places.floats(), rows[i] * width, entries, i * width, width);
    }
    return Array.of(Shape.of(rows.length, width), entries);
  }

  static Tensor withoutFirst(int extra, Tensor tokens) {
    return tokens.range(1, extra, tokens.shape().size(1) - extra);
  }

  static Set<String> below(Set<String> paths) {
    Set<String> below = new HashSet<>();
    paths.forEach(path -> below.add(path.substring("student.".length())));
    return below;
  }

  static void assertClose(String what, Array found, Array expected, double tolerance) {
    assertThat(found.shape()).as(what).isEqualTo(expected.shape());
    for (int i = 0; i < expected.floats().length; i++) {
      assertThat((double) found.floats()[i])
          .as("%s [%d]", what, i)
          .isCloseTo(expected.floats()[i], within(tolerance));
    }
  }

  static void assertNumber(
      String what, Map<String, Array> numbers, double expected, double relative) {
    assertRelative(what, numbers.get(what).floats()[0], expected, relative);
  }

  static void assertRelative(String what, double found, double expected, double relative) {
    assertThat(found).as(what).isCloseTo(expected, within(relative * Math.abs(expected)));
  }

  static double largest(Array array) {
    double largest = 0;
    for (float entry : array.floats()) {
      largest = Math.max(largest, Math.abs(entry));
    }
    return largest;
  }
}
