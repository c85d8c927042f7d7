package io.d2v.bench.glue;

import io.d2v.fuzz.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@link Table}. */
public final class GlueTarget implements Target {
  @Override
  public List<byte[]> seeds() {
    return List.of(
        "index\tquestion\tsentence\tlabel\n0\tWho?\tHe \"did\".\tentailment\n1\tWhy?\tNo\tx\n"
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Table.read("dev.tsv", text, List.of(), List.of("question", "label"));
  }
}
