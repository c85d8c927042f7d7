package io.d2v.core.train;

import static io.d2v.core.train.GoldenStepTest.ACTIVATIONS;
import static io.d2v.core.train.GoldenStepTest.TARGETS;
import static io.d2v.core.train.GoldenStepTest.assertClose;
import static io.d2v.core.train.GoldenStepTest.assertNumber;
import static io.d2v.core.train.GoldenStepTest.run;
import static io.d2v.core.train.GoldenStepTest.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.CheckpointLayout.Given;
import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Tensor;
import io.d2v.core.interchange.FairseqFile;
import io.d2v.core.interchange.ForeignModel;
import io.d2v.core.objective.Data2Vec2;
import io.d2v.core.objective.Objective;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.run.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of the reference's data2vec 2.0, read, give what the reference computes. */
@Tag("golden")
class GoldenImport2Test {
  private static final String POSITIONS =
      "modality_encoders.IMAGE.fixed_positional_encoder.positions";

  @TempDir Path folder;

  static Stream<Arguments> steps() {
    return Golden2StepTest.steps();
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("steps")
  void aPretrainedFileGivesTheReferencesActivationsTargetsAndLoss(String name, Backends on)
      throws IOException {
    Golden2Step step = new Golden2Step(name);
    ForeignModel model = read(new Reference2File(step));
    Data2Vec2 objective = objective(model, step);
    Checkpoint first = FirstCheckpoint.of(model.method(), model.student(), model.teacher());
    assertThat(first.student().keySet()).isEqualTo(model.student().keySet());

    Map<String, Array> activations = step.fixtures.tensors("expected");
    Map<String, Tensor> shown = new HashMap<>();
    Objective.Result result = Golden2StepTest.result(step, objective, shown::put);
    shown.keySet().retainAll(activations.keySet());
    shown.putAll(Golden2StepTest.teacher(step, objective));
    shown.put("targets", result.targets());
    shown.put("predictions", result.predictions());
    try (Backend backend = on.open()) {
      write(backend, "student.", first.student());
      write(backend, "teacher.", first.teacher());
      Map<String, Array> found = run(backend, shown, step.feeds());
      activations.keySet().removeIf(key -> key.startsWith("ids_"));
      activations.remove("decoder_mask_tokens");
      activations.forEach(
          (key, array) ->
              assertClose(
                  key,
                  Array.of(array.shape(), found.get(key).floats()),
                  array,
                  key.startsWith("targets") ? TARGETS : ACTIVATIONS));
      Map<String, Array> loss = run(backend, Map.of("loss", result.loss()), step.feeds());
      assertNumber("loss", loss, step.fixtures.json("expected").get("loss_sum").asDouble(), 1e-5);
    }
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("steps")
  void aFileWithoutTeacherAndDecoderGivesTheStudentsOutput(String name, Backends on)
      throws IOException {
    Golden2Step step = new Golden2Step(name);
    ForeignModel model = read(new Reference2File(step).encoderAlone());
    Data2Vec2 objective = objective(model, step);
    Checkpoint first = FirstCheckpoint.of(model.method(), model.student(), model.teacher());

    assertThat(first.student().keySet()).anyMatch(path -> path.startsWith("decoder."));
    first.teacher().forEach((path, array) -> assertThat(array).isSameAs(first.student().get(path)));
    Map<String, Tensor> shown = new HashMap<>();
    Golden2StepTest.result(step, objective, shown::put);
    String output = "student_encoder_output";
    shown.keySet().retainAll(List.of(output));
    try (Backend backend = on.open()) {
      write(backend, "student.", first.student());
      assertClose(
          output,
          run(backend, shown, step.feeds()).get(output),
          step.fixtures.tensors("expected").get(output),
          ACTIVATIONS);
    }
  }

  @Test
  void whatIsNotNeededIsNamed() throws IOException {
    assertThat(read(new Reference2File(image())).leftOut()).containsExactly(POSITIONS);
  }

  @Test
  void whatIsMissingIsOneError() throws IOException {
    Reference2File file = new Reference2File(image());
    file.parameters.remove("blocks.0.attn.qkv.weight");
    file.parameters.remove("modality_encoders.IMAGE.decoder.blocks.0.0.weight");
    ForeignModel model = read(file);

    assertThatThrownBy(() -> FirstCheckpoint.of(model.method(), model.student(), model.teacher()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("transformer.blocks.2.attention.qkv.weight: missing")
        .hasMessageContaining("decoder.blocks.0.weight: missing");
  }

  @Test
  void halfATeacherIsAnError() throws IOException {
    Reference2File file = new Reference2File(image());
    ((Map<?, ?>) file.parameters.get("_ema")).remove("blocks.0.norm1.weight");
    ForeignModel model = read(file);

    assertThatThrownBy(() -> FirstCheckpoint.of(model.method(), model.student(), model.teacher()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("teacher")
        .hasMessageContaining("transformer.blocks.2.norm1.weight: missing");
  }

  @Test
  void positionsOtherThanOursAreRefused() {
    Reference2File file = new Reference2File(image());
    file.tensor(POSITIONS).floats()[5] += 0.5f;

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(POSITIONS);
  }

  @Test
  void aModelOfSeveralModalitiesIsRefused() {
    Reference2File file = new Reference2File(image());
    file.parameters.put(
        "modality_encoders.TEXT.local_encoder.embed_tokens.weight",
        file.tensor("blocks.0.attn.qkv.weight"));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("several kinds of data")
        .hasMessageContaining(".image, .text");
  }

  @Test
  void aModelThatIsNotBuiltHereIsRefusedByItsKey() {
    Reference2File file = new Reference2File(image());
    file.own.put("use_alibi_encoder", true);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("use_alibi_encoder is true, but should be false");
  }

  private static Golden2Step image() {
    return new Golden2Step("v2-image");
  }

  private ForeignModel read(Reference2File file) throws IOException {
    return new FairseqFile(file.write(folder.resolve("checkpoint.pt"))).read(Plugins.discover());
  }

  /** Of the step's length, with padding as the reference has it. */
  private static Data2Vec2 objective(ForeignModel model, Golden2Step step) {
    Map<String, String> settings = new HashMap<>();
    step.length().ifPresent(length -> settings.put("encoder.lengths", "[" + length + "]"));
    if (model.method().modality().name().equals("audio")) {
      settings.put("encoder.padding", "kept");
    }
    settings.put("targets.padding", "counts");
    settings.put("objective.decoder.padding", "counts");
    Given given = new Given(settings, Map.of(), Optional.empty(), Optional.empty());
    return (Data2Vec2) model.method(given).objective();
  }
}
