package io.d2v.text;

import io.d2v.api.UserError;
import io.d2v.text.Vocabulary.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Hugging Face's {@code tokenizer.json}. What it asks for that would give other ids than byte pairs
 * as GPT-2 has them is refused by its key; how texts are cut, padded and bracketed is the recipe's.
 *
 * @param file what messages call it
 */
record TokenizerJson(String file) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_SHOWN = 60;

  /** The vocabulary. */
  Vocabulary read(String json) {
    JsonNode root = JSON.readTree(json);
    JsonNode model = root.path("model");
    if (!model.path("type").asString("BPE").equals("BPE") || !model.path("vocab").isObject()) {
      throw new UserError(
          UserError.Kind.RECIPE, file + ": holds no model of type BPE with a vocab");
    }
    Map<String, Integer> ids = TokenizerFiles.ids(model.path("vocab"));
    for (JsonNode added : root.path("added_tokens")) {
      ids.put(added.path("content").asString(), added.path("id").asInt());
    }
    List<Pair> merges = new ArrayList<>();
    for (JsonNode merge : model.path("merges")) {
      merges.add(
          merge.isArray()
              ? new Pair(merge.path(0).asString(), merge.path(1).asString())
              : TokenizerFiles.pair(merge.asString()));
    }
    Vocabulary vocabulary = new Vocabulary(ids, merges);
    requireByteLevel(root);
    requirePlain(model);
    for (JsonNode added : root.path("added_tokens")) {
      if (!added.path("special").asBoolean(false)) {
        throw refused("added_tokens", added, "special tokens alone, which stand for no text");
      }
    }
    return vocabulary;
  }

  /** Refuses a space before each text, which RoBERTa's settings may ask for. */
  void requireNoPrefix(JsonNode settings) {
    require("add_prefix_space", settings.path("add_prefix_space"), "false");
  }

  private void requireByteLevel(JsonNode root) {
    require("normalizer", root.path("normalizer"), "null");
    JsonNode cut = root.path("pre_tokenizer");
    if (!cut.path("type").asString("").equals("ByteLevel")) {
      throw refused("pre_tokenizer", cut, "of type ByteLevel");
    }
    // Left out there it is true.
    if (!cut.path("add_prefix_space").isBoolean() || cut.path("add_prefix_space").asBoolean()) {
      throw refused("pre_tokenizer.add_prefix_space", cut.path("add_prefix_space"), "false");
    }
    require("pre_tokenizer.use_regex", cut.path("use_regex"), "true");
  }

  private void requirePlain(JsonNode model) {
    require("model.dropout", model.path("dropout"), "null", "0", "0.0");
    require("model.continuing_subword_prefix", model.path("continuing_subword_prefix"), "\"\"");
    require("model.end_of_word_suffix", model.path("end_of_word_suffix"), "\"\"");
    require("model.byte_fallback", model.path("byte_fallback"), "false");
    require("model.ignore_merges", model.path("ignore_merges"), "false");
  }

  /** Refuses other values; left out or null it is the first. */
  private void require(String key, JsonNode value, String... allowed) {
    boolean given = !value.isMissingNode() && !value.isNull();
    if (given && !List.of(allowed).contains(value.toString())) {
      throw refused(key, value, allowed[0]);
    }
  }

  private UserError refused(String key, JsonNode value, String only) {
    String text = value.isMissingNode() ? "left out" : value.toString();
    String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    return new UserError(
        UserError.Kind.RECIPE,
        file
            + ": "
            + key
            + " is "
            + shown
            + ", but should be "
            + only
            + ": d2v encodes byte pairs as GPT-2 and RoBERTa do, and would give other ids");
  }
}
