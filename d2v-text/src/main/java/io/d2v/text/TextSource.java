package io.d2v.text;

import io.d2v.api.Dataset;
import io.d2v.api.MissingPart;
import io.d2v.api.UserError;
import io.d2v.files.FolderLayout;
import io.d2v.files.Gunzipped;
import io.d2v.files.Split;
import io.d2v.files.Storage;
import io.d2v.text.TextDataSettings.Documents;
import io.d2v.text.TokenSamples.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Finds text, cuts it into samples and opens these. */
record TextSource(TextDataSettings settings, BytePairs tokenizer) {
  private static final int MOST_UNPACKED = 1 << 30;
  private static final String LOOKED_FOR =
      "looked for .txt, .txt.gz and .tsv (a label, a tab, a text on each line) files, in folders,"
          + " .tar, .tar.gz, .tgz or .zip";

  Dataset open(Path source) throws IOException {
    long memory = (long) settings.archiveMemory() << 20;
    Storage storage = Storage.open(source, TextSource::text, memory);
    List<String> labelled = storage.names().stream().filter(TextSource::lines).toList();
    Dataset dataset =
        labelled.isEmpty() ? documents(storage, source) : labelledLines(storage, source, labelled);
    if (dataset.size() == 0) {
      throw fault(source.toString(), "holds no text; " + LOOKED_FOR + Storage.archiveIn(source));
    }
    return dataset;
  }

  private static boolean text(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    boolean hidden = last.startsWith(".") || name.startsWith("__MACOSX/");
    return !hidden && (last.endsWith(".txt") || last.endsWith(".txt.gz") || lines(last));
  }

  private static boolean lines(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".tsv");
  }

  private Dataset documents(Storage storage, Path source) throws IOException {
    if (storage.names().isEmpty()) {
      throw fault(source.toString(), "holds no text; " + LOOKED_FOR + Storage.archiveIn(source));
    }
    FolderLayout layout = part(source, storage.names());
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Optional<String>> file : layout.files().entrySet()) {
      OptionalInt label = label(layout.classes(), file.getValue());
      String where = storage.where(file.getKey());
      List<int[]> samples = pack(read(storage, file.getKey()));
      for (int i = 0; i < samples.size(); i++) {
        entries.add(new Entry(where + "#" + (i + 1), samples.get(i), label));
      }
    }
    return samples(entries, layout.classes());
  }

  private FolderLayout part(Path source, Collection<String> names) {
    FolderLayout layout = FolderLayout.of(names, settings.split());
    if (layout.names().isEmpty()) {
      throw new MissingPart(
          source
              + ": holds text, but no "
              + (settings.split() == Split.TEST ? "test" : "training")
              + " part (a folder train, test or val); check split in the data section");
    }
    return layout;
  }

  private List<int[]> pack(String text) {
    Packing packing = new Packing(tokenizer, settings.tokens());
    text.lines()
        .forEach(
            line -> {
              if (!line.isBlank()) {
                packing.line(line);
              } else if (settings.documents() == Documents.BLOCKS) {
                packing.endDocument();
              }
            });
    packing.endDocument();
    return packing.samples();
  }

  /** A label, a tab, a text: each a sample by itself. The classes are those of all parts. */
  private Dataset labelledLines(Storage storage, Path source, List<String> names)
      throws IOException {
    Set<String> chosen = Set.copyOf(part(source, names).names());
    Set<String> labels = new TreeSet<>();
    List<LabelledLine> lines = new ArrayList<>();
    for (String name : names) {
      int number = 0;
      for (String text : rows(storage, name)) {
        number++;
        String where = storage.where(name) + ":" + number;
        LabelledLine line = LabelledLine.of(where, text, settings.encoding());
        if (line.damage().isEmpty()) {
          labels.add(line.label());
        }
        if (chosen.contains(name)) {
          lines.add(line);
        }
      }
    }
    if (!lines.isEmpty() && lines.stream().allMatch(line -> line.damage().isPresent())) {
      throw new UserError(
          UserError.Kind.DATA,
          "none of " + lines.size() + " lines can be read; " + lines.get(0).damage().orElseThrow());
    }
    List<String> classes = List.copyOf(labels);
    return samples(lines.stream().map(line -> entry(line, classes)).toList(), classes);
  }

  private Entry entry(LabelledLine line, List<String> classes) {
    if (line.damage().isPresent()) {
      return Entry.damaged(line.where(), line.damage().get());
    }
    Packing packing = new Packing(tokenizer, settings.tokens());
    packing.line(line.text());
    packing.endDocument();
    int[] ids = packing.samples().get(0); // the rest of a long one is cut off
    return new Entry(line.where(), ids, label(classes, Optional.of(line.label())));
  }

  /** With U+FFFD where a byte begins no character: that damages its own row alone. */
  private List<String> rows(Storage storage, String name) throws IOException {
    return new String(storage.read(name), settings.charset()).lines().toList();
  }

  private TokenSamples samples(List<Entry> entries, List<String> classes) {
    return new TokenSamples(List.copyOf(entries), tokenizer, WordStarts.of(tokenizer), classes);
  }

  private static OptionalInt label(List<String> classes, Optional<String> name) {
    return name.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Collections.binarySearch(classes, name.get()));
  }

  private String read(Storage storage, String name) throws IOException {
    byte[] bytes = storage.read(name);
    if (name.toLowerCase(Locale.ROOT).endsWith(".gz")) {
      bytes = unpacked(storage.where(name), bytes);
    }
    ByteBuffer left = ByteBuffer.wrap(bytes);
    try {
      return settings.charset().newDecoder().decode(left).toString();
    } catch (CharacterCodingException e) {
      throw fault(
          storage.where(name),
          "is not "
              + settings.encoding()
              + ": byte "
              + left.position()
              + " begins no character; say what it is (--set data.encoding=ISO-8859-1), convert it"
              + " (iconv -t UTF-8), or take the file out");
    }
  }

  private static byte[] unpacked(String where, byte[] bytes) throws IOException {
    try (InputStream in = new Gunzipped(where, new ByteArrayInputStream(bytes))) {
      byte[] text = in.readNBytes(MOST_UNPACKED);
      if (text.length == MOST_UNPACKED) {
        throw fault(where, "unpacks to more than " + (MOST_UNPACKED >> 20) + " MiB; split it");
      }
      return text;
    } catch (IOException damaged) {
      throw fault(where, "is cut short or damaged: " + damaged.getMessage());
    }
  }

  private static UserError fault(String where, String what) {
    return new UserError(UserError.Kind.DATA, where + ": " + what);
  }
}
