package io.d2v.bench.decode;

import io.d2v.api.UserError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Language models as ARPA files, plain or compressed by gzip; all logarithms to base 10. */
public final class ArpaFile {
  private static final int BUFFER = 1 << 16;

  private ArpaFile() {}

  /**
   * Reads a model.
   *
   * @throws UserError of kind DATA naming the line, if the file is damaged, or does not fit in
   *     memory
   */
  public static NgramModel read(Path file) throws IOException {
    try (Lines lines = Lines.of(file)) {
      return new ArpaReader(file, lines).read();
    }
  }

  /** Writes a model; compressed where the name ends in .gz. */
  public static void write(NgramModel model, Path file) throws IOException {
    Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
    try (Writer out = writer(partial, file.toString().endsWith(".gz"))) {
      write(model, out);
    }
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Writer writer(Path file, boolean compressed) throws IOException {
    OutputStream bytes = Files.newOutputStream(file);
    return new BufferedWriter(
        new OutputStreamWriter(
            compressed ? new GZIPOutputStream(bytes, BUFFER) : bytes, StandardCharsets.UTF_8));
  }

  private static void write(NgramModel model, Writer out) throws IOException {
    out.write("\\data\\\n");
    for (int order = 1; order <= model.order(); order++) {
      out.write("ngram " + order + "=" + model.count(order) + "\n");
    }
    for (int order = 1; order <= model.order(); order++) {
      out.write("\n\\" + order + "-grams:\n");
      NgramOrder grams = model.grams(order);
      for (int gram = 0; gram < grams.size(); gram++) {
        out.write(number(grams.probability(gram)) + "\t");
        out.write(String.join(" ", model.words(order, gram)));
        float backOff = grams.backOff(gram);
        out.write(backOff == 0 ? "\n" : "\t" + number(backOff) + "\n");
      }
    }
    out.write("\n\\end\\\n");
  }

  private static String number(float value) {
    return String.format(Locale.ROOT, "%.7g", value);
  }
}
