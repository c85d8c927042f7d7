package io.d2v.core.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.graph.Array;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.train.FirstCheckpoint;
import io.d2v.core.train.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Students of fairseq become runs, and their names Hugging Face's by way of ours. */
@Tag("golden")
class GoldenFairseqTest {
  static Stream<Path> students() throws IOException {
    try (Stream<Path> folders = Files.list(Fixtures.of("fairseq").folder())) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith("v1-"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("students")
  void aStudentIsAllThatARunNeeds(Path folder) throws IOException {
    ForeignModel model = model(folder);

    Checkpoint first = FirstCheckpoint.of(model.method(), model.student(), model.teacher());

    assertThat(first.student().keySet()).containsAll(model.student().keySet());
    assertThat(first.teacher()).isNotEmpty();
  }

  /** Of pre-norm or group norm transformers has none. */
  static Stream<Path> studentsThatTransformersHas() throws IOException {
    JsonNode verified = Fixtures.of("fairseq").json("fairseq_to_hf").get("verified");
    return students().filter(folder -> verified.has(folder.getFileName().toString()));
  }

  @ParameterizedTest
  @MethodSource("studentsThatTransformersHas")
  void namesAreThoseThatTransformersHas(Path folder) throws IOException {
    ForeignModel model = model(folder);
    Map<String, String> settings = model.method().recipe().settings();
    CheckpointLayout huggingFace =
        model.method().modality().layouts().stream()
            .filter(layout -> layout.name().startsWith("data2vec-"))
            .findFirst()
            .orElseThrow();
    Map<String, Array> ours = new TreeMap<>(model.student());
    ours.keySet().removeIf(name -> name.startsWith("head."));
    Map<String, Array> found = new Renaming(huggingFace.names(settings)).toTheirs("hf", ours);

    Map<Pattern, String> rules = rules(huggingFace.name().substring("data2vec-".length()));
    Map<String, Array> student = tensors(folder);
    int compared = 0;
    for (Map.Entry<String, Array> entry : student.entrySet()) {
      for (Map.Entry<Pattern, String> rule : rules.entrySet()) {
        if (rule.getKey().matcher(entry.getKey()).find()) {
          String name = rule.getKey().matcher(entry.getKey()).replaceFirst(rule.getValue());
          assertThat(found).as(entry.getKey()).containsKey(name);
          assertThat(found.get(name).floats()).as(name).isEqualTo(entry.getValue().floats());
          compared++;
          break;
        }
      }
    }
    assertThat(compared).isGreaterThan(student.size() / 2);
  }

  private static Map<Pattern, String> rules(String modality) {
    Map<Pattern, String> rules = new LinkedHashMap<>();
    JsonNode map = Fixtures.of("fairseq").json("fairseq_to_hf");
    for (JsonNode rule : map.get("rules_regex").get(modality)) {
      rules.put(
          Pattern.compile(rule.get(0).asString()),
          rule.get(1).asString().replaceAll("\\\\(\\d)", "\\$$1"));
    }
    return rules;
  }

  private static ForeignModel model(Path folder) throws IOException {
    Map<String, Object> config = PlainJson.read(folder.resolve("config.json"));
    Map<String, Object> settings = new TreeMap<>();
    ((Map<?, ?>) config.get("model"))
        .forEach((key, value) -> settings.put(String.valueOf(key), value));
    List<String> words = List.of(folder.getFileName().toString().split("-", -1));
    settings.put("_name", "data2vec_" + words.get(1));
    return new FairseqFile(folder)
        .model(Plugins.discover(), settings, new ForeignModel.Stored(tensors(folder), Map.of()));
  }

  private static Map<String, Array> tensors(Path folder) {
    return Fixtures.of("fairseq/" + folder.getFileName()).tensors("student");
  }
}
