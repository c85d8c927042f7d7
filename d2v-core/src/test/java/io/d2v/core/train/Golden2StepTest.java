package io.d2v.core.train;

import static io.d2v.core.train.GoldenStepTest.ACTIVATIONS;
import static io.d2v.core.train.GoldenStepTest.GRADIENTS;
import static io.d2v.core.train.GoldenStepTest.KEY;
import static io.d2v.core.train.GoldenStepTest.ROUNDING;
import static io.d2v.core.train.GoldenStepTest.TARGETS;
import static io.d2v.core.train.GoldenStepTest.assertClose;
import static io.d2v.core.train.GoldenStepTest.assertNumber;
import static io.d2v.core.train.GoldenStepTest.below;
import static io.d2v.core.train.GoldenStepTest.largest;
import static io.d2v.core.train.GoldenStepTest.run;
import static io.d2v.core.train.GoldenStepTest.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.TargetBuilder.Layer;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.core.objective.Data2Vec2;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.Objective;
import io.d2v.core.objective.VisibleBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whole training steps of data2vec 2.0 are those of the reference code, digit for digit. */
@Tag("golden")
class Golden2StepTest {
  /** Of a tensor's largest gradient: Adam turns the rounding of smaller ones into a full step. */
  private static final double LEAST = 1e-5;

  static Stream<Arguments> steps() {
    return Fixtures.names("fairseq").stream()
        .filter(name -> name.startsWith("v2-"))
        .flatMap(name -> Stream.of(Backends.values()).map(backend -> Arguments.of(name, backend)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("steps")
  void activationsTargetsLossAndGradientsAreTheReferences(String name, Backends on) {
    Golden2Step step = new Golden2Step(name);
    JsonNode expected = step.fixtures.json("expected");
    Map<String, Array> activations = step.fixtures.tensors("expected");
    Data2Vec2 objective = step.objective();
    Map<String, Tensor> shown = new HashMap<>();
    Objective.Result result = result(step, objective, shown::put);
    StepPrograms programs = new StepPrograms(Goal.of(objective, result), step.adam());
    shown.keySet().retainAll(activations.keySet());
    shown.putAll(teacher(step, objective));
    shown.put("targets", result.targets());
    shown.put("predictions", result.predictions());
    try (Backend backend = on.open()) {
      write(backend, "student.", step.student("student"));
      write(backend, "teacher.", step.teacher("teacher"));
      Map<String, Array> found = run(backend, shown, step.feeds());
      for (String key : activations.keySet()) {
        if (!key.startsWith("ids_") && !key.equals("decoder_mask_tokens")) {
          Array array = activations.get(key);
          Array flat = Array.of(array.shape(), found.get(key).floats());
          assertClose(key, flat, array, key.startsWith("targets") ? TARGETS : ACTIVATIONS);
        }
      }
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
      double zero =
          ROUNDING * golden.values().stream().mapToDouble(x -> largest(x)).max().orElse(0);
      golden.forEach(
          (path, array) ->
              assertClose(
                  "gradient of " + path,
                  gradients.get("student." + path),
                  array,
                  isRounding(path) ? zero : GRADIENTS * largest(array)));
    }
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("steps")
  void targetsOfTheReferencesLayersAreTheReferences(String name, Backends on) {
    Golden2Step step = new Golden2Step(name);
    Map<String, Array> activations = step.fixtures.tensors("expected");
    Data2Vec2 objective = step.objective();
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < step.topLayers(); i++) {
      Tensor layer = Tensor.constant(activations.get("teacher_layer." + i));
      layers.add(new Layer(layer, layer));
    }
    Tensor targets =
        objective
            .targets()
            .targets(layers, MaskedBatch.valid(objective.encoder(), step.samples())); // [B, T, D]
    try (Backend backend = on.open()) {
      Array found = run(backend, Map.of("targets", targets), step.feeds()).get("targets");
      assertClose("targets", found, activations.get("targets_all_positions"), ACTIVATIONS);
    }
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("steps")
  void threeStepsAreTheReferences(String name, Backends on) {
    Golden2Step step = new Golden2Step(name);
    JsonNode expected = step.fixtures.json("expected");
    Data2Vec2 objective = step.objective();
    SizedBatch size =
        new SizedBatch(
            SizedBatch.types(MaskedBatch.inputs(objective.encoder(), "", step.samples())),
            () -> Goal.of(objective, result(step, objective, (shown, tensor) -> {})));
    try (Backend backend = on.open();
        TrainingStep training =
            new TrainingStep(backend, step.adam(), List.of(size), 1, Wire.FLOAT32)) {
      Weights weights = training.weights();
      weights.restore(
          step.student("student"),
          step.teacher("teacher"),
          GoldenStepTest.zeros(step.student("student")));
      for (JsonNode point : expected.get("trajectory")) {
        long update = point.get("step").asLong();
        double decay = expected.get("ema").get("decay").asDouble();
        TrainingStep.Measured measured =
            training.run(
                List.of(step.feeds()),
                List.of(KEY),
                new TrainingStep.Rates(update, step.learningRate(), decay));
        GoldenStepTest.assertMeasured(measured, point);
        if (update == 1) {
          assertParameters(weights.student(), step.student("student_after1"), step);
          assertParameters(weights.teacher(), step.teacher("teacher_after1"), step);
        }
      }
    }
  }

  static Objective.Result result(
      Golden2Step step, Data2Vec2 objective, BiConsumer<String, Tensor> watcher) {
    VisibleBatch batch =
        VisibleBatch.of(objective.encoder(), step.samples(), step.clones(), step.hidden());
    Array noise = step.fixtures.tensors("expected").get("decoder_mask_tokens");
    return objective.apply(
        batch,
        Scope.of(Objective.STUDENT).training(StepInputs.stepKey()).watched(watcher),
        Tensor.input("noise", noise.type()));
  }

  /** What the reference shows of the teacher. */
  static Map<String, Tensor> teacher(Golden2Step step, Data2Vec2 objective) {
    Objective.Encoded encoded =
        objective.encode(
            Objective.TEACHER,
            MaskedBatch.inputs(objective.encoder(), "", step.samples()),
            MaskedBatch.valid(objective.encoder(), step.samples()));
    List<Layer> layers = encoded.output().layers();
    Map<String, Tensor> shown = new HashMap<>();
    for (int i = 0; i < step.topLayers(); i++) {
      Layer layer = layers.get(layers.size() - step.topLayers() + i);
      Tensor value = step.blockTargets() ? layer.output() : layer.feedForward(); // [B, E + T, D]
      shown.put("teacher_layer." + i, GoldenStepTest.withoutFirst(step.extra(), value));
    }
    shown.put(
        "teacher_block0_input",
        step.prenet() == 0 ? encoded.tokens().values() : layers.get(step.prenet() - 1).output());
    shown.put("teacher_output", encoded.output().last());
    return shown;
  }

  private static void assertParameters(
      Map<String, Array> joined, Map<String, Array> given, Golden2Step step) {
    Map<String, Array> found = Thirds.split(joined);
    Map<String, Array> golden = Thirds.split(given);
    assertThat(found.keySet()).isEqualTo(golden.keySet());
    Map<String, Array> gradients = Thirds.split(step.student("grads"));
    golden.forEach(
        (path, array) -> {
          float[] gradient = gradients.get(path).floats();
          double least = isRounding(path) ? Double.MAX_VALUE : LEAST * largest(gradients.get(path));
          for (int i = 0; i < gradient.length; i++) {
            boolean rounding = Math.abs(gradient[i]) < least;
            assertThat((double) found.get(path).floats()[i])
                .as("%s [%d] after a step", path, i)
                .isCloseTo(array.floats()[i], within(rounding ? 2 * step.learningRate() : 1e-5));
          }
        });
  }

  /** Keys' biases move all scores of a query alike, so their true gradient is zero. */
  private static boolean isRounding(String path) {
    return path.endsWith(".attention.k.bias");
  }
}
