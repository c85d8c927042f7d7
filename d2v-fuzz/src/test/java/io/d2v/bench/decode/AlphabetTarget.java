package io.d2v.bench.decode;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@link LettersFile}: JSON where an input begins as that does. */
public final class AlphabetTarget implements Target {
  @Override
  public List<byte[]> seeds() {
    return List.of(
        "{\"<pad>\": 0, \"<s>\": 1, \"</s>\": 2, \"<unk>\": 3, \"|\": 4, \"A\": 5, \"B\": 6}"
            .getBytes(StandardCharsets.UTF_8),
        "| 94802\nE 51860\nT 38431\n".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    boolean json = input.length > 0 && input[0] == '{';
    LettersFile.read(Scratch.file(json ? "vocab.json" : "dict.ltr.txt", input));
  }
}
