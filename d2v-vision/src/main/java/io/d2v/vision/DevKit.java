package io.d2v.vision;

import io.d2v.api.UserError;
import io.d2v.files.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What ImageNet's development kit says of ILSVRC 2012: the classes, and which of them each
 * validation image is of.
 *
 * @param classes their WordNet ids, sorted
 * @param truth the number among the classes of each validation image
 */
record DevKit(List<String> classes, List<Integer> truth) {
  static final String FILE = "ILSVRC2012_devkit_t12.tar.gz";

  private static final String CLASSES = "data/meta.mat";
  private static final String TRUTH = "data/ILSVRC2012_validation_ground_truth.txt";
  private static final long MEMORY = 64L << 20; // the real one has 2.5 MB

  /** Reads the kit's archive, or its folder. */
  static DevKit read(Path kit) throws IOException {
    Storage storage =
        Storage.open(kit, name -> name.endsWith(CLASSES) || name.endsWith(TRUTH), MEMORY);
    String meta = name(storage, kit, CLASSES);
    Map<Integer, String> byId = classes(storage.where(meta), storage.read(meta));
    List<String> sorted = byId.values().stream().sorted().distinct().toList();
    String truth = name(storage, kit, TRUTH);
    String where = storage.where(truth);
    return new DevKit(
        sorted,
        new String(storage.read(truth), StandardCharsets.US_ASCII)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(line -> Collections.binarySearch(sorted, wordNet(byId, line, where)))
            .toList());
  }

  private static String name(Storage storage, Path kit, String wanted) {
    return storage.names().stream()
        .filter(name -> name.endsWith(wanted))
        .findFirst()
        .orElseThrow(() -> fault(kit.toString(), "has no " + wanted + "; fetch it again"));
  }

  /** The classes that images are of: those without others below them. */
  private static Map<Integer, String> classes(String where, byte[] file) {
    Map<Integer, String> byId = new HashMap<>();
    try {
      if (MatFile.read(file).get("synsets") instanceof MatValue.Structs synsets) {
        for (Map<String, MatValue> synset : synsets.each()) {
          if (number(synset, "num_children") == 0) {
            byId.put(number(synset, "ILSVRC2012_ID"), text(synset, "WNID"));
          }
        }
      }
    } catch (IOException e) {
      throw fault(where, e.getMessage() + "; fetch it again");
    }
    if (byId.isEmpty()) {
      throw fault(where, "has no 'synsets' with classes; fetch it again");
    }
    return byId;
  }

  private static int number(Map<String, MatValue> synset, String field) throws IOException {
    if (synset.get(field) instanceof MatValue.Numbers numbers && numbers.values().length == 1) {
      return (int) numbers.values()[0];
    }
    throw new IOException("a synset has no number " + field);
  }

  private static String text(Map<String, MatValue> synset, String field) throws IOException {
    if (synset.get(field) instanceof MatValue.Text text) {
      return text.text();
    }
    throw new IOException("a synset has no text " + field);
  }

  private static String wordNet(Map<Integer, String> byId, String line, String where) {
    String id = line.matches("[0-9]{1,9}") ? byId.get(Integer.valueOf(line)) : null;
    if (id == null) {
      throw fault(where, "'" + line + "' is no ILSVRC2012_ID of " + CLASSES + "; fetch it again");
    }
    return id;
  }

  private static UserError fault(String where, String what) {
    return new UserError(UserError.Kind.DATA, where + ": " + what);
  }
}
