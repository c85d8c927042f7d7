package io.d2v.bench.librispeech;

import io.d2v.api.UserError;
import io.d2v.core.recipe.Nearest;
import java.util.Arrays;
import java.util.List;

/** How much has labels, as results are published for it. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are List.of
enum LabelSubset {
  /** The first of the six times ten minutes that Libri-light's hour is made of. */
  TEN_MINUTES("10m", List.of(Part.LIMITED), List.of("1h/0/")),
  /** Libri-light's hour. */
  ONE_HOUR("1h", List.of(Part.LIMITED), List.of("1h/")),
  /** That hour and the other nine. */
  TEN_HOURS("10h", List.of(Part.LIMITED), List.of("1h/", "9h/")),
  /** The smallest part of LibriSpeech to learn from. */
  HUNDRED_HOURS("100h", List.of(Part.TRAIN_CLEAN_100), List.of()),
  /** All of LibriSpeech to learn from. */
  ALL("960h", Part.TRAIN, List.of());

  private final String label;
  private final List<Part> parts;
  private final List<String> folders;

  LabelSubset(String label, List<Part> parts, List<String> folders) {
    this.label = label;
    this.parts = parts;
    this.folders = folders;
  }

  /** What commands call it. */
  String label() {
    return label;
  }

  /** The parts that it is made of. */
  List<Part> parts() {
    return parts;
  }

  /** Its folders in the part's; none where all of it counts. */
  List<String> folders() {
    return folders;
  }

  /**
   * The subset of this name.
   *
   * @throws UserError of kind USAGE, if there is none
   */
  static LabelSubset of(String label) {
    return Arrays.stream(values())
        .filter(subset -> subset.label.equals(label))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> labels = Arrays.stream(values()).map(LabelSubset::label).toList();
              return new UserError(
                  UserError.Kind.USAGE,
                  "there is no subset '"
                      + label
                      + "' among "
                      + labels
                      + Nearest.hint(label, labels));
            });
  }
}
