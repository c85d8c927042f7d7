package io.d2v.bench.finetune;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.bench.librispeech.LibriSpeech;
import io.d2v.bench.librispeech.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens recordings in the parts that they come in, for a course and its end. */
final class SpeechParts {
  private static final String TEST = "test";

  private final Reader reader;
  private final DataPaths paths;
  private final Opened opened = new Opened();

  SpeechParts(Reader reader, DataPaths paths) {
    this.reader = reader;
    this.paths = paths;
  }

  /**
   * Opens them. Without a part to be judged by, a tenth of what is learned from serves for that;
   * the data's test part never does.
   */
  Splits open() throws IOException {
    return opened.orClosed(() -> parts().drawn(paths.labels(), paths.seed()));
  }

  private Splits parts() throws IOException {
    Optional<LibriSpeech> libriSpeech = LibriSpeech.in(paths.train());
    if (libriSpeech.isPresent()) {
      Dataset train = libriSpeech.get().train(paths.subset(), this::recordings, opened.datasets());
      Map<String, Dataset> test =
          named(libriSpeech.get(), List.of(Part.TEST_CLEAN, Part.TEST_OTHER));
      return judged(train, dev(libriSpeech), test);
    }
    if (paths.subset().isPresent()) {
      throw new UserError(
          UserError.Kind.DATA,
          paths.train()
              + ": has no subset "
              + paths.subset().get()
              + ": subsets are those of LibriSpeech and Libri-light, so give the folder that holds"
              + " train-clean-100.tar.gz or librispeech_finetuning.tgz, or leave --subset out");
    }
    Optional<Dataset> train = opened.kept(reader.part(paths.train(), "train"));
    Optional<Dataset> test =
        train.isEmpty() ? train : opened.kept(reader.part(paths.train(), TEST));
    Dataset all =
        train.isPresent() ? train.get() : opened.kept(reader.open(paths.train(), List.of()));
    return judged(
        all, dev(Optional.empty()), test.map(part -> Map.of(TEST, part)).orElse(Map.of()));
  }

  private Splits judged(Dataset train, Map<String, Dataset> dev, Map<String, Dataset> test) {
    if (!dev.isEmpty()) {
      return new Splits(train, dev, test, opened.datasets());
    }
    Splits held = Splits.heldOut(train);
    return new Splits(held.train(), held.dev(), test, opened.datasets());
  }

  /** What was given to be judged by, else the data's own; nothing where there is neither. */
  private Map<String, Dataset> dev(Optional<LibriSpeech> data) throws IOException {
    Optional<LibriSpeech> from = paths.dev().isPresent() ? LibriSpeech.in(paths.dev().get()) : data;
    Map<String, Dataset> dev =
        from.isPresent() ? named(from.get(), List.of(Part.DEV_CLEAN, Part.DEV_OTHER)) : Map.of();
    return dev.isEmpty() && paths.dev().isPresent()
        ? Map.of(Splits.DEV, opened.kept(reader.open(paths.dev().get(), List.of())))
        : dev;
  }

  private Map<String, Dataset> named(LibriSpeech data, List<Part> parts) throws IOException {
    Map<String, Dataset> named = new LinkedHashMap<>();
    for (Part part : parts) {
      Optional<Dataset> one = opened.kept(data.open(part, this::recordings));
      one.ifPresent(dataset -> named.put(part.folder(), dataset));
    }
    return named;
  }

  private Dataset recordings(Path path, List<String> only) throws IOException {
    return reader.open(
        path, only.isEmpty() ? List.of() : List.of("data.only=" + YamlList.of(only)));
  }
}
