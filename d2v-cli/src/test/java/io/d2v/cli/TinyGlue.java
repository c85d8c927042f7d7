package io.d2v.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two of GLUE's tasks in a few lines: pairs in classes, and pairs with numbers; and half a task.
 */
final class TinyGlue {
  private TinyGlue() {}

  static Path write(Path folder) throws IOException {
    Path rte = Files.createDirectories(folder.resolve("RTE"));
    Path sts = Files.createDirectories(folder.resolve("STS-B"));
    for (String part : new String[] {"train", "dev", "test"}) {
      boolean answered = !part.equals("test");
      StringBuilder pairs = new StringBuilder("index\tsentence1\tsentence2");
      pairs.append(answered ? "\tlabel\n" : "\n");
      StringBuilder alike = new StringBuilder("index\tsentence1\tsentence2");
      alike.append(answered ? "\tscore\n" : "\n");
      for (int i = 0; i < 12; i++) {
        boolean same = i % 2 == 0;
        String texts = i + "\tA bird sings.\t" + (same ? "A bird sings." : "The tree is old.");
        pairs.append(texts);
        alike.append(texts);
        pairs.append(answered ? same ? "\tentailment\n" : "\tnot_entailment\n" : "\n");
        alike.append(answered ? same ? "\t4.5\n" : "\t0.5\n" : "\n");
      }
      Files.writeString(rte.resolve(part + ".tsv"), pairs);
      Files.writeString(sts.resolve(part + ".tsv"), alike);
    }
    Path half = Files.createDirectories(folder.resolve("QNLI"));
    Files.writeString(
        half.resolve("dev.tsv"), "index\tquestion\tsentence\tlabel\n0\tA?\tB.\tentailment\n");
    return folder;
  }
}
