package io.d2v.bench.decode;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import io.d2v.core.run.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alphabets in files: Hugging Face's vocab.json and fairseq's dict.ltr.txt. */
public final class LettersFile {
  /** A vocabulary of words or of tokens is no alphabet; this is far above any alphabet. */
  private static final int MOST_BYTES = 1 << 20;

  /** What every dictionary of fairseq begins with; a model's blank is the first. */
  private static final List<String> FAIRSEQ = List.of("<s>", "<pad>", "</s>", Letters.UNKNOWN);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private LettersFile() {}

  /**
   * Reads an alphabet: JSON where the file's name ends so, otherwise fairseq's dictionary with a
   * symbol and its count on each line.
   */
  public static Letters read(Path file) throws IOException {
    String text = new SmallFile(file, MOST_BYTES, UserError.Kind.DATA).text();
    boolean json = file.toString().endsWith(".json");
    try {
      return json ? Letters.of(symbols(file, JSON.readTree(text))) : fairseq(file, text);
    } catch (JacksonException broken) {
      throw damaged(file, "this is not valid JSON: " + broken.getOriginalMessage());
    } catch (IllegalArgumentException incomplete) {
      throw damaged(file, String.valueOf(incomplete.getMessage()));
    }
  }

  /** Writes an alphabet as vocab.json. */
  public static void write(Letters letters, Path file) throws IOException {
    Map<String, Integer> ids = new LinkedHashMap<>();
    letters.symbols().forEach(symbol -> ids.put(symbol, ids.size()));
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(ids) + "\n";
    Durable.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> symbols(Path file, JsonNode root) {
    Map<Integer, String> byId = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (!entry.getValue().isInt()) {
        throw damaged(file, "the id of '" + entry.getKey() + "' is no integer");
      }
      String before = byId.put(entry.getValue().intValue(), entry.getKey());
      if (before != null) {
        throw damaged(file, "'" + before + "' and '" + entry.getKey() + "' have one id");
      }
    }
    List<Integer> ids = List.copyOf(byId.keySet());
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i) != i) {
        throw damaged(file, "the ids are not 0 to " + (ids.size() - 1) + ": none is " + i);
      }
    }
    return List.copyOf(byId.values());
  }

  private static Letters fairseq(Path file, String text) {
    List<String> symbols = new ArrayList<>(FAIRSEQ);
    int line = 0;
    for (String entry : text.lines().toList()) {
      line++;
      int space = entry.lastIndexOf(' ');
      if (space < 1 || !entry.substring(space + 1).matches("\\d+")) {
        throw damaged(file, "line " + line + " is not a symbol and its count: '" + entry + "'");
      }
      symbols.add(entry.substring(0, space));
    }
    return Letters.fairseq(symbols);
  }

  private static UserError damaged(Path file, String what) {
    return new UserError(
        UserError.Kind.DATA,
        file + ": " + what + ". An alphabet is a vocab.json or a fairseq dictionary of letters.");
  }
}
