package io.d2v.audio;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of recordings as fairseq's {@code wav2vec_manifest.py} writes it: the folder on the first
 * line, then a path below it, a tab and the number of samples on each.
 *
 * @param root the folder; relative to the list's own where it is not absolute
 * @param samples path to number of samples
 */
record Manifest(Path root, Map<String, Long> samples) {
  private static final int MOST_BYTES = 256 << 20; // a million recordings have 60 MB

  static boolean recognizes(Path source) {
    return source.getFileName().toString().endsWith(".tsv");
  }

  static Manifest read(Path file) throws IOException {
    List<String> lines =
        new SmallFile(file, MOST_BYTES, UserError.Kind.DATA).text().lines().toList();
    if (lines.size() < 2) {
      throw fault(file, lines.size(), "the folder and at least one recording are wanted");
    }
    Map<String, Long> samples = new LinkedHashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] fields = lines.get(i).split("\t", -1);
      if (fields.length < 2 || !fields[1].matches("[0-9]{1,15}")) {
        throw fault(file, i + 1, "a path, a tab and a number of samples are wanted");
      }
      samples.put(fields[0], Long.parseLong(fields[1]));
    }
    return new Manifest(root(file, lines.get(0).strip()), samples);
  }

  private static Path root(Path file, String named) {
    try {
      return file.toAbsolutePath().resolveSibling(named);
    } catch (InvalidPathException impossible) {
      throw fault(file, 1, "the folder can't be '" + named + "': a path is wanted");
    }
  }

  /** The same, of the recordings that count. */
  Manifest of(Chosen chosen) {
    Map<String, Long> kept = new LinkedHashMap<>(samples);
    kept.keySet().removeIf(name -> !chosen.takes(name));
    return new Manifest(root, kept);
  }

  private static UserError fault(Path file, int line, String wanted) {
    return new UserError(
        UserError.Kind.DATA,
        file + ":" + line + ": " + wanted + ", as fairseq's wav2vec_manifest.py writes them");
  }
}
