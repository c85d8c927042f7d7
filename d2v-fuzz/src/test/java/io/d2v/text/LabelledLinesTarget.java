package io.d2v.text;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.files.Split;
import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** A .tsv of labels and texts; by a small tokenizer, since all its tokens are gone through. */
public final class LabelledLinesTarget implements Target {
  private static final TextSource SOURCE = source();

  private static TextSource source() {
    try {
      return new TextSource(
          new TextDataSettings(
              "english", 16, TextDataSettings.Documents.BLOCKS, "UTF-8", Split.AUTO, 16),
          TokenizerFiles.read(
              Scratch.file("small/tokenizer.json", new TokenizerTarget().seeds().get(0))));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        "good\tA fine film.\nbad\tNot\tso caf\u00e9\n\u00e9\tx\r\n"
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    try (Dataset lines = SOURCE.open(Scratch.file("input.tsv", input))) {
      for (long i = 0; i < lines.size(); i++) {
        lines.read(i);
      }
    }
  }

  @Override
  public Set<Class<? extends Exception>> refusals() {
    return Set.of(UserError.class, IOException.class);
  }
}
