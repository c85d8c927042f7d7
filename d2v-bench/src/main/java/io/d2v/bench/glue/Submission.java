package io.d2v.bench.glue;

import io.d2v.core.run.Durable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The archive that gluebenchmark.com takes: for each file of samples without answers a table of
 * {@code index} and {@code prediction}.
 */
public final class Submission {
  private static final LocalDateTime ALWAYS = LocalDateTime.of(2018, 4, 20, 0, 0);

  private final Map<String, String> files = new TreeMap<>();

  /** Without any predictions yet. */
  public Submission() {}

  /**
   * Adds predicted classes.
   *
   * @param testFile one of {@link GlueSet#testFiles()}
   * @param classes in the file's order
   */
  public void classes(GlueSet set, String testFile, int[] classes) {
    StringBuilder table = new StringBuilder("index\tprediction\n");
    for (int i = 0; i < classes.length; i++) {
      table.append(i).append('\t').append(set.written().get(classes[i])).append('\n');
    }
    files.put(name(set, testFile), table.toString());
  }

  /** Adds predicted numbers, kept between 0 and 5. */
  public void numbers(GlueSet set, String testFile, double[] numbers) {
    StringBuilder table = new StringBuilder("index\tprediction\n");
    for (int i = 0; i < numbers.length; i++) {
      double kept = Math.max(0, Math.min(GlueSet.MOST, numbers[i]));
      table.append(String.format(Locale.ROOT, "%d\t%.3f%n", i, kept).replace("\r", ""));
    }
    files.put(name(set, testFile), table.toString());
  }

  /** The names of what was added. */
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  /** Writes the archive; the same bytes for the same predictions. */
  public void write(Path zip) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(ALWAYS);
        out.putNextEntry(entry);
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    Durable.write(zip, bytes.toByteArray());
  }

  private static String name(GlueSet set, String testFile) {
    return switch (testFile) {
      case "test_matched" -> "MNLI-m.tsv";
      case "test_mismatched" -> "MNLI-mm.tsv";
      default -> set.folder() + ".tsv";
    };
  }
}
