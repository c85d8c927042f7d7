package io.d2v.text;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a tokenizer as {@link TokenizerFiles} reads it: Hugging Face's {@code tokenizer.json}, and
 * {@code vocab.json} with {@code merges.txt}; or what fairseq wants.
 */
final class TokenizerWriter {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TokenizerWriter() {}

  /**
   * Writes {@code tokenizer.json}, {@code vocab.json} and {@code merges.txt}.
   *
   * @throws UserError if merges need tokens that the model's dictionary lacks
   */
  static void write(Vocabulary vocabulary, Path folder) throws IOException {
    if (!vocabulary.whole()) {
      throw new UserError(
          UserError.Kind.DATA,
          "the tokenizer can't be written for Hugging Face, whose ids have to be the model's: its"
              + " dictionary lacks tokens that merges make");
    }
    Files.createDirectories(folder);
    List<Map.Entry<String, Integer>> tokens = byId(vocabulary);
    ObjectNode root = JSON.createObjectNode();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    for (Map.Entry<String, Integer> token : tokens) {
      if (TokenizerFiles.SPECIAL.contains(token.getKey())) {
        added
            .addObject()
            .put("id", token.getValue())
            .put("content", token.getKey())
            .put("single_word", false)
            .put("lstrip", false)
            .put("rstrip", false)
            .put("normalized", false)
            .put("special", true);
      }
    }
    root.putNull("normalizer");
    byteLevel(root.putObject("pre_tokenizer"));
    brackets(root, vocabulary.ids());
    byteLevel(root.putObject("decoder"));
    model(root.putObject("model"), tokens, vocabulary.merges());
    Files.write(
        folder.resolve("tokenizer.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    Files.write(folder.resolve("vocab.json"), JSON.writeValueAsBytes(ids(tokens)));
    writeMerges(vocabulary, folder.resolve("merges.txt"));
  }

  /**
   * Writes {@code dict.txt}, {@code encoder.json} and {@code vocab.bpe}.
   *
   * @throws UserError if the ids do not begin as fairseq's do
   */
  static void writeFairseq(Vocabulary vocabulary, Path folder) throws IOException {
    List<Map.Entry<String, Integer>> tokens = byId(vocabulary);
    List<String> first = TokenizerFiles.FAIRSEQ_FIRST;
    for (int id = 0; id < tokens.size(); id++) {
      Map.Entry<String, Integer> token = tokens.get(id);
      if (token.getValue() != id || (id < first.size() && !first.get(id).equals(token.getKey()))) {
        throw new UserError(
            UserError.Kind.DATA,
            "the tokenizer can't be written for fairseq, whose ids have no gaps and begin with "
                + first
                + ": it has '"
                + token.getKey()
                + "' as "
                + token.getValue());
      }
    }
    Files.createDirectories(folder);
    ObjectNode encoder = JSON.createObjectNode();
    List<String> dictionary = new ArrayList<>();
    for (Map.Entry<String, Integer> token : tokens.subList(first.size(), tokens.size())) {
      boolean special = TokenizerFiles.SPECIAL.contains(token.getKey());
      String name = special ? token.getKey() : String.valueOf(encoder.size());
      if (!special) {
        encoder.put(token.getKey(), encoder.size());
      }
      dictionary.add(name + " 1"); // fairseq wants a count, and reads it for its order alone
    }
    Files.write(folder.resolve("dict.txt"), dictionary);
    Files.write(folder.resolve("encoder.json"), JSON.writeValueAsBytes(encoder));
    writeMerges(vocabulary, folder.resolve("vocab.bpe"));
  }

  private static List<Map.Entry<String, Integer>> byId(Vocabulary vocabulary) {
    return vocabulary.ids().entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
  }

  private static void byteLevel(ObjectNode node) {
    node.put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true)
        .put("use_regex", true);
  }

  /** RoBERTa's {@code <s>} before and {@code </s>} after a text, where there are such tokens. */
  private static void brackets(ObjectNode root, Map<String, Integer> ids) {
    Integer begin = ids.get("<s>");
    Integer end = ids.get("</s>");
    if (begin == null || end == null) {
      root.putNull("post_processor");
      return;
    }
    ObjectNode node = root.putObject("post_processor");
    node.put("type", "RobertaProcessing");
    node.putArray("sep").add("</s>").add(end);
    node.putArray("cls").add("<s>").add(begin);
    node.put("trim_offsets", true).put("add_prefix_space", false);
  }

  private static void model(
      ObjectNode node, List<Map.Entry<String, Integer>> tokens, List<Vocabulary.Pair> merges) {
    node.put("type", "BPE")
        .putNull("dropout")
        .putNull("unk_token")
        .put("continuing_subword_prefix", "")
        .put("end_of_word_suffix", "")
        .put("fuse_unk", false)
        .put("byte_fallback", false);
    node.set("vocab", ids(tokens));
    ArrayNode pairs = node.putArray("merges");
    // Two words in one text: older versions of the library know this form alone.
    merges.forEach(pair -> pairs.add(pair.left() + " " + pair.right()));
  }

  private static ObjectNode ids(List<Map.Entry<String, Integer>> tokens) {
    ObjectNode ids = JSON.createObjectNode();
    tokens.forEach(token -> ids.put(token.getKey(), token.getValue()));
    return ids;
  }

  private static void writeMerges(Vocabulary vocabulary, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("#version: 0.2");
    vocabulary.merges().forEach(pair -> lines.add(pair.left() + " " + pair.right()));
    Files.write(file, lines);
  }
}
