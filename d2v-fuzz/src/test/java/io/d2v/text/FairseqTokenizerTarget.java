package io.d2v.text;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Fairseq's dict.txt, encoder.json and vocab.bpe, with a line of = between each. */
public final class FairseqTokenizerTarget implements Target {
  private static final String BETWEEN = "\n====\n";

  @Override
  public List<byte[]> seeds() {
    StringBuilder dictionary = new StringBuilder();
    StringBuilder encoder = new StringBuilder();
    for (int value = 0; value < 256; value++) {
      char letter = ByteCharacters.of(value);
      String escaped = letter == '"' || letter == '\\' ? "\\" + letter : "" + letter;
      dictionary.append(value).append(" 1\n");
      encoder.append('"').append(escaped).append("\":").append(value).append(',');
    }
    String files =
        dictionary
            + "256 7"
            + BETWEEN
            + "{"
            + encoder
            + "\"aa\":256}"
            + BETWEEN
            + "#version: 0.2\na a\n";
    return List.of(files.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    String[] files = new String(input, StandardCharsets.ISO_8859_1).split(BETWEEN, 3);
    Path folder = Scratch.file("fairseq/dict.txt", part(files, 0)).getParent();
    Scratch.file("fairseq/encoder.json", part(files, 1));
    Scratch.file("fairseq/vocab.bpe", part(files, 2));
    TokenizerTarget.requireSame(TokenizerFiles.read(folder));
  }

  private static byte[] part(String[] files, int i) {
    return (i < files.length ? files[i] : "").getBytes(StandardCharsets.ISO_8859_1);
  }
}
