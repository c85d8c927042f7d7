package io.d2v.cli;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.run.Safetensors;
import io.d2v.testkit.PyTorchZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Small models of the reference implementations, from the fixtures of d2v-core. */
final class StandInModels {
  private static final Path FIXTURES = Page.ROOT.resolve("d2v-core/src/test/resources/fixtures");
  private static final Path VISION = FIXTURES.resolve("hf/vision_model_shared_relpos");
  private static final int SIDE = 32;

  private StandInModels() {}

  static void huggingFace(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String file : new String[] {"config.json", "model.safetensors"}) {
      Files.copy(VISION.resolve(file), folder.resolve(file));
    }
  }

  static void inputs(Path file) throws IOException {
    Files.copy(VISION.resolve("inputs.plain.safetensors"), file);
  }

  /** Two grey images, as the encoder of the transcripts' {@code runs/photos} takes them. */
  static void pixels(Path file) throws IOException {
    Shape shape = Shape.of(2, 3, SIDE, SIDE);
    Safetensors.write(
        file, Map.of("pixels", Array.of(shape, new float[shape.elements()])), Map.of());
  }

  static void speech(Path file) throws IOException {
    Path folder = FIXTURES.resolve("fairseq/v1-audio");
    Map<String, Map<String, Object>> config =
        JsonMapper.builder()
            .build()
            .readValue(folder.resolve("config.json").toFile(), new TypeReference<>() {});
    Map<String, Object> model = new TreeMap<>(config.get("model"));
    model.put("_name", "data2vec_audio");
    PyTorchZip.write(
        file,
        Map.of(
            "cfg",
            Map.of("model", model),
            "model",
            Safetensors.read(folder.resolve("student.safetensors"))));
  }
}
