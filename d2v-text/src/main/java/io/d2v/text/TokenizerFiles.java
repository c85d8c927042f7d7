package io.d2v.text;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import io.d2v.text.Vocabulary.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads a tokenizer as it is stored: Hugging Face's {@code tokenizer.json}, GPT-2's {@code
 * vocab.json} and {@code merges.txt}, or fairseq's {@code dict.txt}, {@code encoder.json} and
 * {@code vocab.bpe}.
 */
final class TokenizerFiles {
  private static final int MOST_BYTES = 64 << 20; // the largest known have 35 MB
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The ids that fairseq's dictionaries begin with; its mask comes last. */
  static final List<String> FAIRSEQ_FIRST = List.of("<s>", "<pad>", "</s>", "<unk>");

  private static final String TOKENIZER = "tokenizer.json";
  private static final String VOCABULARY = "vocab.json";
  private static final String DICTIONARY = "dict.txt";
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
    Vocabulary vocabulary = vocabulary(source);
    try {
      return new BytePairs(vocabulary);
    } catch (IllegalArgumentException damaged) {
      throw unreadable(source, damaged);
    }
  }

  /** What one consists of. */
  static Vocabulary vocabulary(Path source) throws IOException {
    Path folder = Files.isDirectory(source) ? source : source.resolveSibling("");
    Path json = Files.isDirectory(source) ? source.resolve(TOKENIZER) : source;
    try {
      if (Files.isRegularFile(json)) {
        return new TokenizerJson(json.toString()).read(text(json));
      }
      if (Files.isRegularFile(folder.resolve(DICTIONARY))) {
        return fairseq(folder);
      }
      if (Files.isRegularFile(folder.resolve(VOCABULARY))) {
        return gpt2(folder);
      }
    } catch (IllegalArgumentException | JacksonException damaged) {
      throw unreadable(source, damaged);
    }
    throw fault(
        source,
        "holds no tokenizer; looked for tokenizer.json, for vocab.json with merges.txt, and for"
            + " dict.txt with encoder.json and vocab.bpe");
  }

  /** Whether a folder holds one. */
  static boolean in(Path folder) {
    return Stream.of(TOKENIZER, DICTIONARY, VOCABULARY)
        .anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  private static UserError unreadable(Path source, RuntimeException damaged) {
    return fault(source, "is no byte-pair tokenizer that can be read: " + damaged.getMessage());
  }

  private static Vocabulary gpt2(Path folder) throws IOException {
    Path config = folder.resolve("tokenizer_config.json");
    if (Files.isRegularFile(config)) {
      new TokenizerJson(config.toString()).requireNoPrefix(json(config));
    }
    return new Vocabulary(ids(folder.resolve(VOCABULARY)), merges(folder.resolve("merges.txt")));
  }

  private static Vocabulary fairseq(Path folder) throws IOException {
    Map<Integer, String> tokens = new HashMap<>();
    ids(folder.resolve("encoder.json")).forEach((token, id) -> tokens.put(id, token));
    Map<String, Integer> ids = new LinkedHashMap<>();
    FAIRSEQ_FIRST.forEach(token -> ids.put(token, ids.size()));
    for (String line : lines(folder.resolve(DICTIONARY))) {
      String name = line.substring(0, Math.max(0, line.lastIndexOf(' ')));
      boolean number = name.matches("[0-9]{1,9}");
      String token = number ? tokens.get(Integer.parseInt(name)) : name;
      if (token == null || token.isEmpty()) {
        throw fault(folder.resolve(DICTIONARY), "has '" + line + "', which encoder.json lacks");
      }
      ids.put(token, ids.size());
    }
    ids.putIfAbsent(FAIRSEQ_LAST, ids.size());
    int size = ids.size();
    tokens.values().forEach(token -> ids.putIfAbsent(token, ids.size())); // unknown to the model
    return new Vocabulary(ids, merges(folder.resolve("vocab.bpe")), size);
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

  static Pair pair(String text) {
    int space = text.indexOf(' ');
    if (space < 1 || space == text.length() - 1) {
      throw new IllegalArgumentException("a merge is two tokens with a space between: " + text);
    }
    return new Pair(text.substring(0, space), text.substring(space + 1));
  }

  private static Map<String, Integer> ids(Path file) throws IOException {
    return ids(json(file));
  }

  static Map<String, Integer> ids(JsonNode vocabulary) {
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
    return new SmallFile(file, MOST_BYTES, UserError.Kind.RECIPE).text();
  }

  private static UserError fault(Path file, String what) {
    return new UserError(UserError.Kind.RECIPE, file + ": " + what);
  }
}
