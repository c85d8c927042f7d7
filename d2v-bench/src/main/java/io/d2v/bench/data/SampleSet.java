package io.d2v.bench.data;

import io.d2v.api.Dataset;
import io.d2v.bench.glue.GlueData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Samples that belong together.
 *
 * @param name of the part
 * @param path of what is read for it
 * @param need what it means that it is not there
 * @param samples how many there are, as published
 * @param classes as published
 */
public record SampleSet(
    String name, Path path, Need need, OptionalLong samples, OptionalInt classes, Opening opening) {
  /** What it means that a part is not there; one that is there and can't be opened is a fault. */
  public enum Need {
    /** A fault. */
    REQUIRED,
    /** Nothing: the data does not come in this part. */
    OPTIONAL,
    /** A fault; but it is opened only where no part before it is there. */
    IN_PLACE_OF_PARTS
  }

  /** Opens it. */
  @FunctionalInterface
  public interface Opening {
    /** As the modality does, or whoever else knows its files. */
    Dataset open() throws IOException;
  }

  /** One with what is published about it. */
  static SampleSet of(String name, Path path, Need need, List<KnownFile> known, Opening opening) {
    Optional<KnownFile> file =
        known.stream().filter(one -> one.samples().containsKey(name)).findFirst();
    OptionalLong samples =
        file.isPresent()
            ? OptionalLong.of(file.get().samples().getOrDefault(name, 0L))
            : OptionalLong.empty();
    OptionalInt classes = file.map(KnownFile::classes).orElse(OptionalInt.empty());
    return new SampleSet(name, path, need, samples, classes, opening);
  }

  /** Lines that were left out while it was opened. */
  static int bad(Dataset dataset) {
    return dataset instanceof GlueData lines ? lines.bad() : 0;
  }
}
