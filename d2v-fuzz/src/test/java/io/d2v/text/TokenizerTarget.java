package io.d2v.text;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A tokenizer.json; what it makes of a text gives the text back. */
public final class TokenizerTarget implements Target {
  private static final String TEXT = "I'll try: caf\u00e9 12 \ud83d\ude00 aa  b";

  @Override
  public List<byte[]> seeds() {
    StringBuilder tokens = new StringBuilder();
    for (int value = 0; value < 256; value++) {
      char letter = ByteCharacters.of(value);
      String escaped = letter == '"' || letter == '\\' ? "\\" + letter : "" + letter;
      tokens.append('"').append(escaped).append("\":").append(value + 5).append(',');
    }
    String json =
        """
        {"added_tokens":[{"id":0,"content":"<s>","special":true},
        {"id":1,"content":"<pad>","special":true}],"normalizer":null,
        "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"use_regex":true},
        "model":{"type":"BPE","dropout":null,"vocab":{"<s>":0,"<pad>":1,"</s>":2,"<unk>":3,
        "<mask>":4,TOKENS"aa":261,"aab":262},"merges":["a a",["aa","b"]]}}
        """
            .replace("TOKENS", tokens);
    return List.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    requireSame(TokenizerFiles.read(Scratch.file("tokenizer.json", input)));
  }

  /** Two tokens of one id, which a hostile file may have, can't both be given back. */
  static void requireSame(BytePairs tokenizer) {
    tokenizer.encode(TEXT);
    tokenizer.texts();
  }
}
