package io.d2v.bench.decode;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@link Lexicon}. */
public final class LexiconTarget implements Target {
  private static final Letters LETTERS =
      Letters.fairseq(List.of("<s>", "<pad>", "</s>", "<unk>", "|", "A", "B", "C"));

  @Override
  public List<byte[]> seeds() {
    return List.of("AB\tA B |\nCAB\tC A B\n\n".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    Lexicon.read(Scratch.file("lexicon.txt", input), LETTERS);
  }
}
