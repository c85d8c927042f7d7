package io.d2v.audio;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A list of recordings as fairseq's {@code wav2vec_manifest.py} writes it: the folder on the first
 * line, then a path below it, a tab and the number of samples on each.
 *
 * @param root the folder; relative to the list's own where it is not absolute
 */
record Manifest(Path root, List<Manifest.Row> rows) {
  private static final int MOST_BYTES = 256 << 20; // a million recordings have 60 MB
  private static final String WANTED = " wanted, as fairseq's wav2vec_manifest.py writes them";

  /**
   * A recording.
   *
   * @param where the list and the line
   * @param name path below the root
   * @param samples how many; nothing where the row is damaged
   */
  record Row(String where, String name, OptionalLong samples) {
    private static Row of(String where, String line) {
      String[] fields = line.split("\t", -1);
      boolean whole = fields.length == 2 && fields[1].matches("[0-9]{1,15}");
      return new Row(
          where,
          fields[0],
          whole ? OptionalLong.of(Long.parseLong(fields[1])) : OptionalLong.empty());
    }

    /** Why it stands for no recording, where that can be told. */
    Optional<String> damage(Set<String> there) {
      if (samples.isEmpty()) {
        return Optional.of(where + ": a path, a tab and a number of samples are" + WANTED);
      }
      return there.contains(name)
          ? Optional.empty()
          : Optional.of(where + ": " + name + " is not below the list's folder");
    }
  }

  static boolean recognizes(Path source) {
    return source.getFileName().toString().endsWith(".tsv");
  }

  static Manifest read(Path file) throws IOException {
    byte[] bytes = new SmallFile(file, MOST_BYTES, UserError.Kind.DATA).bytes();
    // A byte that begins no character damages its own row alone: no file has that name.
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    if (lines.size() < 2) {
      throw fault(file, lines.size(), "the folder and at least one recording are" + WANTED);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      rows.add(Row.of(file + ":" + (i + 1), lines.get(i)));
    }
    return new Manifest(root(file, lines.get(0).strip()), rows);
  }

  private static Path root(Path file, String named) {
    try {
      return file.toAbsolutePath().resolveSibling(named);
    } catch (InvalidPathException impossible) {
      throw fault(file, 1, "the folder can't be '" + named + "': a path is" + WANTED);
    }
  }

  /** The same, of the recordings that count. */
  Manifest of(Chosen chosen) {
    return new Manifest(root, rows.stream().filter(row -> chosen.takes(row.name())).toList());
  }

  Set<String> names() {
    return rows.stream().map(Row::name).collect(Collectors.toSet());
  }

  private static UserError fault(Path file, int line, String what) {
    return new UserError(UserError.Kind.DATA, file + ":" + line + ": " + what);
  }
}
