package io.d2v.bench.librispeech;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the two are distributed as: one archive each. */
public enum Part {
  /** 100 hours to learn from. */
  TRAIN_CLEAN_100,
  /** 360 hours more. */
  TRAIN_CLEAN_360,
  /** 500 hours more, harder to understand. */
  TRAIN_OTHER_500,
  /** To be judged by on the way. */
  DEV_CLEAN,
  /** The same, harder to understand. */
  DEV_OTHER,
  /** For the end. */
  TEST_CLEAN,
  /** The same, harder to understand. */
  TEST_OTHER,
  /** Libri-light's ten hours with transcripts. */
  LIMITED;

  /** All that is learned from where nothing else is said. */
  static final List<Part> TRAIN = List.of(TRAIN_CLEAN_100, TRAIN_CLEAN_360, TRAIN_OTHER_500);

  private static final String LIBRISPEECH = "https://www.openslr.org/resources/12/";
  private static final String LIBRI_LIGHT = "https://dl.fbaipublicfiles.com/librilight/data/";

  /** The folder that the archive holds, and the archive's name without its ending. */
  public String folder() {
    return this == LIMITED
        ? "librispeech_finetuning"
        : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The archive's name. */
  public String archive() {
    return folder() + (this == LIMITED ? ".tgz" : ".tar.gz");
  }

  /** Where the archive is to be had. */
  public String url() {
    return (this == LIMITED ? LIBRI_LIGHT : LIBRISPEECH) + archive();
  }

  /**
   * Where it is in a folder, unpacked or as an archive. What can be read out of order comes first:
   * a .tar.gz is kept in memory.
   */
  Optional<Path> in(Path folder) {
    return List.of(
            folder.resolve(folder()),
            folder.resolve("LibriSpeech").resolve(folder()),
            folder.resolve(folder() + ".tar"),
            folder.resolve(archive()),
            folder.resolve(folder() + ".tar.gz"))
        .stream()
        .filter(Files::exists)
        .findFirst();
  }
}
