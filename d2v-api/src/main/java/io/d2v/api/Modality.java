package io.d2v.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of data, as a service. Names its default parts; a recipe may put another jar's part in any
 * place.
 */
public interface Modality {
  /** {@return the name by which a recipe asks for it, such as {@code vision}} */
  String name();

  /**
   * Makes its encoder.
   *
   * @return what makes it of the section {@code encoder}
   */
  Factory<Encoder> encoder();

  /**
   * Makes its usual masker.
   *
   * @return what makes it of the section {@code masker}
   */
  Factory<Masker> masker();

  /**
   * Makes its usual target builder; where there is none, a recipe that names none gets {@code
   * average-layers}, which comes with d2v.
   *
   * @return what makes it of the section {@code targets}; unless overridden none
   */
  default Optional<Factory<TargetBuilder>> targets() {
    return Optional.empty();
  }

  /**
   * Opens samples. A modality whose data may come in parts has a setting {@code split}: {@code
   * train} or {@code test} is that part and nothing else, {@code auto} the training part, or
   * everything where there is none.
   *
   * @param source a file or folder, in any layout that the modality knows
   * @param settings the recipe's {@code data} section
   * @return the samples, opened
   * @throws MissingPart if the data does not come in the part that {@code split} asks for; then who
   *     opens it may hold out some samples of the others. Not if the part is there and damaged
   * @throws UserError if there is nothing there, or nothing that it can read
   * @throws IOException if reading fails
   */
  Dataset open(Path source, Settings settings) throws IOException;

  /**
   * Samples that someone else has read, as {@link #open} would give them: a modality of text makes
   * {@link Sample.Ids} of {@link Sample.Text} and {@link Sample.Pair}. Ids, labels, numbers and
   * transcripts stay as they are. Safe for several threads at once: a program that embeds calls it
   * for each list of samples.
   *
   * @param raw stays open while what is returned is used; whoever opened it closes it
   * @param settings the recipe's {@code data} section
   * @return unless overridden {@code raw}
   * @throws IOException if a sample can't be read
   */
  default Dataset view(Dataset raw, Settings settings) throws IOException {
    return raw;
  }

  /** {@return the recipes that come with it: name to YAML text} */
  default Map<String, String> recipes() {
    return Map.of();
  }

  /** {@return the forms in which other software stores its models} */
  default List<CheckpointLayout> layouts() {
    return List.of();
  }
}
