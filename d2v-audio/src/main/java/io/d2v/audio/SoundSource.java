package io.d2v.audio;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.files.FolderLayout;
import io.d2v.files.Split;
import io.d2v.files.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out how recordings are stored, and opens them. */
record SoundSource(SoundDataSettings settings) {
  private static final String LOOKED_FOR =
      "looked for .flac, .wav, .mp3, .opus, .ogg, .g722 and .m4a files, in folders, .tar, .tar.gz,"
          + " .tgz or .zip, and for a .tsv list";

  /** LibriSpeech: {@code 103/1240/103-1240-0000.flac}, a speaker, a chapter and an utterance. */
  private static final Pattern LIBRISPEECH =
      Pattern.compile("(?:.*/)?([0-9]+)/([0-9]+)/\\1-\\2-[0-9]+\\.flac");

  Dataset open(Path source) throws IOException {
    if (Files.isRegularFile(source) && Manifest.recognizes(source)) {
      return listed(source);
    }
    long memory = (long) settings.archiveMemory() << 20;
    Storage storage = Storage.open(source, SoundNames::sound, memory);
    if (storage.names().isEmpty()) {
      throw fault(source, "holds no recordings; " + LOOKED_FOR);
    }
    if (storage.names().stream().allMatch(name -> LIBRISPEECH.matcher(name).matches())) {
      return librispeech(storage);
    }
    FolderLayout layout = FolderLayout.of(storage.names(), settings.split());
    if (layout.files().isEmpty()) {
      String part = settings.split() == Split.TEST ? "test" : "training";
      throw fault(
          source,
          "holds recordings, but no "
              + part
              + " part (a folder train, test or val); check split in the data section");
    }
    return new Recordings(storage, layout.files(), layout.classes());
  }

  /** The classes are the speakers. */
  private static Dataset librispeech(Storage storage) {
    Map<String, Optional<String>> speakers = new TreeMap<>();
    for (String name : storage.names()) {
      Matcher parts = LIBRISPEECH.matcher(name);
      speakers.put(name, parts.matches() ? Optional.of(parts.group(1)) : Optional.empty());
    }
    TreeSet<String> classes = new TreeSet<>();
    speakers.values().forEach(speaker -> speaker.ifPresent(classes::add));
    return new Recordings(storage, speakers, List.copyOf(classes));
  }

  private static Dataset listed(Path source) throws IOException {
    Manifest manifest = Manifest.read(source);
    Storage storage = Storage.open(manifest.root(), manifest.samples()::containsKey, 0);
    List<String> missing = new ArrayList<>(manifest.samples().keySet());
    missing.removeAll(storage.names());
    if (!missing.isEmpty()) {
      throw fault(
          source,
          missing.size()
              + " of its "
              + manifest.samples().size()
              + " recordings are not below "
              + manifest.root()
              + ", the first is "
              + missing.get(0));
    }
    Map<String, Optional<String>> unlabelled = new TreeMap<>();
    manifest.samples().keySet().forEach(name -> unlabelled.put(name, Optional.empty()));
    return new Recordings(storage, unlabelled, List.of());
  }

  private static UserError fault(Path source, String what) {
    return new UserError(UserError.Kind.DATA, source + ": " + what);
  }
}
