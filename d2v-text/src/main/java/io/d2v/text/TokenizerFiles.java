package io.d2v.text;

import io.d2v.api.UserError;
import io.d2v.text.Vocabulary.Pair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads a tokenizer as it is stored: Hugging Face's {@code tokenizer.json}, GPT-2's {@code
 * vocab.json} and {@code merges.txt}, or fairseq's {@code dict.txt}, {@code encoder.json} and
 * {@code vocab.bpe}.
 */
final class TokenizerFiles {
  private static final long MOST_BYTES = 256L << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The ids that fairseq's dictionaries begin with; its mask comes last. */
  static final List<String> FAIRSEQ_FIRST = List.of("<s>", "<pad>", "</s>", "<unk>");

  private static final String FAIRSEQ_LAST = "<mask>";

  /** The tokens that stand for no text, in the order in which RoBERTa's trainer numbers them. */
  static final List<String> SPECIAL = List.of("<s>", "<pad>", "</s>", "<unk>", FAIRSEQ_LAST);

  private TokenizerFiles() {}

  /**
   * Reads one.
   *
   * @param source a folder with these files, or a {@code tokenizer.json}
   */
  static BytePairs read(Path source) throws IOException {
    Path folder = Files.isDirectory(source) ? source : source.resolveSibling("");
    Path json = Files.isDirectory(source) ? source.resolve("tokenizer.json") : source;
    try {
      if (Files.isRegularFile(json)) {
        return new BytePairs(huggingFace(json));
      }
      if (Files.isRegularFile(folder.resolve("dict.txt"))) {
        return new BytePairs(fairseq(folder));
      }
      if (Files.isRegularFile(folder.resolve("vocab.json"))) {
        Map<String, Integer> ids = ids(folder.resolve("vocab.json"));
        return new BytePairs(new Vocabulary(ids, merges(folder.resolve("merges.txt"))));
      }
    } catch (IllegalArgumentException | JacksonException damaged) {
      throw fault(source, "is no byte-pair tokenizer that can be read: " + damaged.getMessage());
    }
    throw fault(
        source,
        "holds no tokenizer; looked for tokenizer.json, for vocab.json with merges.txt, and for"
            + " dict.txt with encoder.json and vocab.bpe");
  }

  private static Vocabulary huggingFace(Path file) throws IOException {
    return huggingFace(file.toString(), text(file));
  }

  /** The vocabulary of a {@code tokenizer.json}. */
  static Vocabulary huggingFace(String name, String json) {
    JsonNode root = JSON.readTree(json);
    JsonNode model = root.path("model");
    if (!model.path("type").asString("BPE").equals("BPE") || !model.path("vocab").isObject()) {
      throw fault(Path.of(name), "holds no model of type BPE with a vocab");
    }
    Map<String, Integer> ids = ids(model.path("vocab"));
    for (JsonNode added : root.path("added_tokens")) {
      ids.put(added.path("content").asString(), added.path("id").asInt());
    }
    List<Pair> merges = new ArrayList<>();
    for (JsonNode merge : model.path("merges")) {
      merges.add(
          merge.isArray()
              ? new Pair(merge.path(0).asString(), merge.path(1).asString())
              : pair(merge.asString()));
    }
    return new Vocabulary(ids, merges);
  }

  private static Vocabulary fairseq(Path folder) throws IOException {
    Map<Integer, String> tokens = new HashMap<>();
    ids(folder.resolve("encoder.json")).forEach((token, id) -> tokens.put(id, token));
    Map<String, Integer> ids = new LinkedHashMap<>();
    FAIRSEQ_FIRST.forEach(token -> ids.put(token, ids.size()));
    for (String line : lines(folder.resolve("dict.txt"))) {
      String name = line.substring(0, Math.max(0, line.lastIndexOf(' ')));
      boolean number = name.matches("[0-9]{1,9}");
      String token = number ? tokens.get(Integer.parseInt(name)) : name;
      if (token == null || token.isEmpty()) {
        throw fault(folder.resolve("dict.txt"), "has '" + line + "', which encoder.json lacks");
      }
      ids.put(token, ids.size());
    }
    ids.putIfAbsent(FAIRSEQ_LAST, ids.size());
    return new Vocabulary(ids, merges(folder.resolve("vocab.bpe")));
  }

  private static List<Pair> merges(Path file) throws IOException {
    List<Pair> merges = new ArrayList<>();
    for (String line : lines(file)) {
      if (!line.isEmpty() && !line.startsWith("#version")) {
        merges.add(pair(line));
      }
    }
    return merges;
  }

  private static Pair pair(String text) {
    int space = text.indexOf(' ');
    if (space < 1 || space == text.length() - 1) {
      throw new IllegalArgumentException("a merge is two tokens with a space between: " + text);
    }
    return new Pair(text.substring(0, space), text.substring(space + 1));
  }

  private static Map<String, Integer> ids(Path file) throws IOException {
    return ids(json(file));
  }

  private static Map<String, Integer> ids(JsonNode vocabulary) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    vocabulary.properties().forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
    return ids;
  }

  private static JsonNode json(Path file) throws IOException {
    return JSON.readTree(text(file));
  }

  private static List<String> lines(Path file) throws IOException {
    return text(file).lines().toList();
  }

  private static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw fault(file, "is missing");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw fault(file, "is larger than a tokenizer's file can be: " + Files.size(file) + " bytes");
    }
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static UserError fault(Path file, String what) {
    return new UserError(UserError.Kind.RECIPE, file + ": " + what);
  }
}
