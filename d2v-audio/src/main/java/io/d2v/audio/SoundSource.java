package io.d2v.audio;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.audio.Recordings.Entry;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out how recordings are stored, and opens them. */
record SoundSource(SoundDataSettings settings) {
  private static final String LOOKED_FOR =
      "looked for .flac, .wav, .mp3, .opus, .ogg, .oga and .g722 files, in folders, .tar, .tar.gz,"
          + " .tgz or .zip, and for a .tsv list";

  /** LibriSpeech: {@code 103/1240/103-1240-0000.flac}, a speaker, a chapter and an utterance. */
  private static final Pattern LIBRISPEECH =
      Pattern.compile("(?:.*/)?([0-9]+)/([0-9]+)/\\1-\\2-[0-9]+\\.flac");

  Dataset open(Path source) throws IOException {
    if (Files.isRegularFile(source) && Manifest.recognizes(source)) {
      return listed(source);
    }
    long memory = (long) settings.archiveMemory() << 20;
    Storage storage = Storage.open(source, SoundSource::wanted, memory);
    List<String> sounds = storage.names().stream().filter(SoundFormat::recognizes).toList();
    if (sounds.isEmpty()) {
      throw fault(source, "holds no recordings; " + LOOKED_FOR);
    }
    if (sounds.stream().allMatch(name -> LIBRISPEECH.matcher(name).matches())) {
      return librispeech(storage, sounds);
    }
    if (storage.names().stream().anyMatch(SphinxLists::recognizes)) {
      return sphinx(source, storage, sounds);
    }
    FolderLayout layout = FolderLayout.of(sounds, settings.split());
    if (layout.files().isEmpty()) {
      String part = settings.split() == Split.TEST ? "test" : "training";
      throw fault(
          source,
          "holds recordings, but no "
              + part
              + " part (a folder train, test or val); check split in the data section");
    }
    List<Entry> entries = new ArrayList<>();
    layout.files().forEach((name, label) -> entries.add(Entry.of(name, label)));
    return new Recordings(storage, entries, layout.classes());
  }

  private static boolean wanted(String name) {
    return SoundFormat.recognizes(name)
        || Transcripts.recognizes(name)
        || SphinxLists.recognizes(name);
  }

  /** The classes are the speakers. */
  private Dataset sphinx(Path source, Storage storage, List<String> sounds) throws IOException {
    List<Entry> entries = SphinxLists.entries(storage, sounds, settings.split());
    if (entries.isEmpty()) {
      throw fault(source, "none of the recordings in its transcription list is there");
    }
    return new Recordings(storage, entries, SphinxLists.speakers(sounds));
  }

  /** The classes are the speakers. */
  private static Dataset librispeech(Storage storage, List<String> sounds) throws IOException {
    Map<String, String> words = Transcripts.of(storage);
    List<Entry> entries = new ArrayList<>();
    Set<String> speakers = new TreeSet<>();
    for (String name : sounds) {
      Matcher parts = LIBRISPEECH.matcher(name);
      Optional<String> speaker = parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
      speaker.ifPresent(speakers::add);
      Optional<String> said = Optional.ofNullable(words.get(name));
      entries.add(new Entry(name, speaker, said, OptionalLong.empty()));
    }
    return new Recordings(storage, entries, List.copyOf(speakers));
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
    List<Entry> entries = new ArrayList<>();
    manifest
        .samples()
        .forEach(
            (name, samples) ->
                entries.add(
                    new Entry(name, Optional.empty(), Optional.empty(), OptionalLong.of(samples))));
    return new Recordings(storage, entries, List.of());
  }

  private static UserError fault(Path source, String what) {
    return new UserError(UserError.Kind.DATA, source + ": " + what);
  }
}
