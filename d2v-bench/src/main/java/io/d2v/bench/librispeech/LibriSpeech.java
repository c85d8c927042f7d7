package io.d2v.bench.librispeech;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.core.data.Joined;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that holds some of the parts.
 *
 * @param folder where
 * @param parts each with the path of its archive or folder, in the parts' order
 */
public record LibriSpeech(Path folder, Map<Part, Path> parts) {
  /** Copies the map, whose order stays. */
  public LibriSpeech {
    parts = Collections.unmodifiableMap(new EnumMap<>(parts));
  }

  /** Reads recordings as the modality of sound does. */
  @FunctionalInterface
  public interface Recordings {
    /**
     * Opens a folder or archive.
     *
     * @param only how the paths of those that count begin; all count where none is given
     */
    Dataset open(Path path, List<String> only) throws IOException;
  }

  /** Looks for the parts in a folder; nothing where none is there. */
  public static Optional<LibriSpeech> in(Path folder) {
    Map<Part, Path> found = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      part.in(folder).ifPresent(path -> found.put(part, path));
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(new LibriSpeech(folder, found));
  }

  /**
   * Opens what is learned from.
   *
   * @param subset how much of it has labels; where left out, LibriSpeech's own parts that are
   *     there, else Libri-light's
   * @param opened takes what is to be closed
   * @throws UserError of kind DATA, if a part that it needs is not there
   */
  public Dataset train(Optional<String> subset, Recordings recordings, List<Dataset> opened)
      throws IOException {
    if (subset.isPresent()) {
      LabelSubset labelled = LabelSubset.of(subset.get());
      requireParts(labelled);
      return open(labelled.parts(), labelled.folders(), recordings, opened);
    }
    List<Part> whole = Part.TRAIN.stream().filter(parts::containsKey).toList();
    List<Part> there = whole.isEmpty() ? List.of(Part.LIMITED) : whole;
    if (!parts.containsKey(there.get(0))) {
      throw fault(
          "holds nothing to learn from, only "
              + names(parts.keySet().stream())
              + "; get "
              + Part.TRAIN_CLEAN_100.url()
              + " or "
              + Part.LIMITED.url());
    }
    return open(there, List.of(), recordings, opened);
  }

  /**
   * Opens one part.
   *
   * @return nothing where it is not there
   */
  public Optional<Dataset> open(Part part, Recordings recordings) throws IOException {
    Path path = parts.get(part);
    return path == null ? Optional.empty() : Optional.of(recordings.open(path, List.of()));
  }

  private Dataset open(
      List<Part> wanted, List<String> folders, Recordings recordings, List<Dataset> opened)
      throws IOException {
    List<Dataset> open = new ArrayList<>();
    for (Part part : wanted) {
      Path path = Objects.requireNonNull(parts.get(part), part.folder());
      boolean unpacked = path.endsWith(part.folder());
      List<String> only =
          folders.stream().map(name -> unpacked ? name : part.folder() + "/" + name).toList();
      Dataset one = recordings.open(path, only);
      opened.add(one);
      open.add(one);
    }
    return open.size() == 1 ? open.get(0) : new Joined(open);
  }

  private void requireParts(LabelSubset subset) {
    List<Part> missing = subset.parts().stream().filter(part -> !parts.containsKey(part)).toList();
    if (!missing.isEmpty()) {
      String possible =
          Arrays.stream(LabelSubset.values())
              .filter(other -> parts.keySet().containsAll(other.parts()))
              .map(LabelSubset::label)
              .collect(Collectors.joining(", "));
      throw fault(
          "for the subset "
              + subset.label()
              + " there is no "
              + names(missing.stream())
              + ", neither unpacked nor as an archive; get "
              + missing.stream().map(Part::url).collect(Collectors.joining(" and "))
              + (possible.isEmpty() ? "" : ", or choose a subset that is there: " + possible));
    }
  }

  private static String names(Stream<Part> parts) {
    return parts.map(Part::folder).collect(Collectors.joining(", "));
  }

  private UserError fault(String what) {
    return new UserError(UserError.Kind.DATA, folder + ": " + what);
  }
}
