package io.d2v.bench.data;

import io.d2v.api.Encoder;
import io.d2v.api.UserError;
import io.d2v.bench.data.SampleSet.Need;
import io.d2v.bench.finetune.Reader;
import io.d2v.bench.glue.GlueData;
import io.d2v.bench.glue.GlueSet;
import io.d2v.bench.librispeech.LibriSpeech;
import io.d2v.bench.librispeech.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds what there is to look at. */
public final class Subjects {
  private static final long HOUR = 3600L * 16_000; // the length of sound is in samples at 16 kHz

  private Subjects() {}

  /** Samples of a modality, without anything that is published. */
  public static Subject samples(Path path, Reader reader, Encoder encoder) throws IOException {
    List<FoundFile> files =
        Files.isRegularFile(path) ? List.of(FoundFile.of(path, Optional.empty())) : List.of();
    List<SampleSet> sets =
        List.of(
            part("train", path, List.of(), reader),
            part("test", path, List.of(), reader),
            all(path, reader));
    String modality = reader.modality().name();
    OptionalLong hour = modality.equals("audio") ? OptionalLong.of(HOUR) : OptionalLong.empty();
    return new Subject(modality, path, List.of(), files, sets, Optional.of(encoder), hour);
  }

  /** ImageNet, as far as the modality of images finds its parts. */
  public static Subject imageNet(Path folder, Reader reader, Encoder encoder) throws IOException {
    List<KnownFile> known = KnownFiles.of("imagenet");
    List<SampleSet> sets = new ArrayList<>();
    for (KnownFile file : known) {
      for (String part : file.samples().keySet()) {
        sets.add(part(part, folder, known, reader));
      }
    }
    sets.add(all(folder, reader));
    return new Subject(
        "imagenet",
        folder,
        known,
        FoundFile.in(folder, known),
        sets,
        Optional.of(encoder),
        OptionalLong.empty());
  }

  /**
   * The parts of LibriSpeech and Libri-light that are there.
   *
   * @throws UserError of kind DATA, if none is
   */
  public static Subject libriSpeech(Path folder, Reader reader, Encoder encoder)
      throws IOException {
    Optional<LibriSpeech> data = LibriSpeech.in(folder);
    if (data.isEmpty()) {
      throw new UserError(
          UserError.Kind.DATA,
          folder
              + ": holds no part of LibriSpeech, such as dev-clean.tar.gz or a folder dev-clean;"
              + " get them from https://www.openslr.org/12");
    }
    List<KnownFile> known = KnownFiles.of("librispeech");
    List<SampleSet> sets = new ArrayList<>();
    for (Map.Entry<Part, Path> part : data.get().parts().entrySet()) {
      String name = part.getKey().folder();
      Path path = part.getValue();
      sets.add(SampleSet.of(name, path, Need.REQUIRED, known, () -> reader.open(path, List.of())));
    }
    return new Subject(
        "librispeech",
        folder,
        known,
        FoundFile.in(folder, known),
        sets,
        Optional.of(encoder),
        OptionalLong.of(HOUR));
  }

  /**
   * GLUE's sets that are there.
   *
   * @throws UserError of kind DATA, if none is
   */
  public static Subject glue(Path folder) throws IOException {
    List<KnownFile> known = KnownFiles.of("glue");
    List<FoundFile> files = new ArrayList<>();
    List<SampleSet> sets = new ArrayList<>();
    for (GlueSet set : GlueSet.values()) {
      Optional<Path> path = GlueData.path(set, folder);
      List<SampleSet> parts = path.isPresent() ? parts(set, path.get(), known) : List.of();
      if (!parts.isEmpty() && Files.isRegularFile(path.get())) {
        files.add(FoundFile.of(path.get(), archive(known, set)));
      }
      sets.addAll(parts);
    }
    if (sets.isEmpty()) {
      throw new UserError(
          UserError.Kind.DATA,
          folder
              + ": holds none of GLUE's sets, such as CoLA.zip or a folder CoLA; GLUE's files are"
              + " listed at https://gluebenchmark.com/tasks");
    }
    return new Subject("glue", folder, known, files, sets, Optional.empty(), OptionalLong.empty());
  }

  /** Those that are there; the set as one where it can't be opened, which opening it again says. */
  private static List<SampleSet> parts(GlueSet set, Path path, List<KnownFile> known)
      throws IOException {
    try {
      return GlueData.parts(set, path).stream()
          .map(
              part ->
                  SampleSet.of(
                      set.task() + " " + part,
                      path,
                      Need.REQUIRED,
                      known,
                      () -> GlueData.open(set, path, part)))
          .toList();
    } catch (UserError damaged) {
      if (Arrays.stream(GlueSet.values()).noneMatch(one -> isCalled(one, path))) {
        throw damaged; // a single file that may be any of them
      }
      return isCalled(set, path)
          ? List.of(
              SampleSet.of(set.task(), path, Need.REQUIRED, known, () -> GlueData.train(set, path)))
          : List.of();
    }
  }

  private static boolean isCalled(GlueSet set, Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.startsWith(set.task());
  }

  private static SampleSet part(String split, Path path, List<KnownFile> known, Reader reader) {
    return SampleSet.of(
        split, path, Need.OPTIONAL, known, () -> reader.open(path, List.of("data.split=" + split)));
  }

  private static SampleSet all(Path path, Reader reader) {
    return SampleSet.of(
        "all", path, Need.IN_PLACE_OF_PARTS, List.of(), () -> reader.open(path, List.of()));
  }

  /** Under whatever name it is kept: QNLI's archive is called QNLIv2.zip where it is published. */
  private static Optional<KnownFile> archive(List<KnownFile> known, GlueSet set) {
    return known.stream().filter(file -> file.file().startsWith(set.folder())).findFirst();
  }
}
