package io.d2v.audio;

import io.d2v.api.Dataset;
import io.d2v.api.MissingPart;
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
import java.util.Optional;
import java.util.Set;

/** Finds out how recordings are stored, and opens them. */
record SoundSource(SoundDataSettings settings) {
  private static final String LOOKED_FOR =
      "looked for .flac, .wav, .mp3, .opus, .ogg, .oga and .g722 files, in folders, .tar, .tar.gz,"
          + " .tgz or .zip, and for a .tsv list";

  Dataset open(Path source) throws IOException {
    if (Files.isRegularFile(source) && Manifest.recognizes(source)) {
      return listed(source);
    }
    long memory = (long) settings.archiveMemory() << 20;
    Chosen chosen = new Chosen(settings.only());
    Storage storage = Storage.open(source, name -> wanted(name, chosen), memory);
    List<String> sounds = storage.names().stream().filter(SoundFormat::recognizes).toList();
    chosen.requireEach(source, sounds);
    if (sounds.isEmpty()) {
      throw fault(source, "holds no recordings; " + LOOKED_FOR + Storage.archiveIn(source));
    }
    if (sounds.stream().allMatch(LibriSpeechLayout::recognizes)) {
      return librispeech(source, storage, sounds);
    }
    if (storage.names().stream().anyMatch(SphinxLists::recognizes)) {
      return sphinx(source, storage, sounds);
    }
    FolderLayout layout = FolderLayout.of(sounds, settings.split());
    if (layout.files().isEmpty()) {
      throw noSuchPart(source, "a folder train, test or val");
    }
    List<Entry> entries = new ArrayList<>();
    layout.files().forEach((name, label) -> entries.add(Entry.of(name, label)));
    return new Recordings(storage, entries, layout.classes());
  }

  /** Lists say what is said in recordings that lie elsewhere. */
  private static boolean wanted(String name, Chosen chosen) {
    boolean heard = SoundFormat.recognizes(name) || Transcripts.recognizes(name);
    return (heard && chosen.takes(name)) || SphinxLists.recognizes(name);
  }

  /** The classes are the speakers. */
  private Dataset sphinx(Path source, Storage storage, List<String> sounds) throws IOException {
    List<Entry> entries = SphinxLists.entries(storage, sounds, settings.split());
    if (entries.isEmpty()) {
      if (!settings.only().isEmpty() || !SphinxLists.has(storage, settings.split())) {
        throw noSuchPart(source, "a list etc/*_train.transcription or etc/*_test.transcription");
      }
      throw fault(source, "none of the recordings in its transcription list is there");
    }
    return new Recordings(storage, entries, SphinxLists.speakers(sounds));
  }

  /** The classes are the speakers of all parts. */
  private Dataset librispeech(Path source, Storage storage, List<String> sounds)
      throws IOException {
    List<Entry> entries = LibriSpeechLayout.entries(storage, sounds, settings.split());
    if (entries.isEmpty()) {
      throw noSuchPart(source, "a folder train-... or test-...");
    }
    return new Recordings(storage, entries, LibriSpeechLayout.speakers(sounds));
  }

  private Dataset listed(Path source) throws IOException {
    if (settings.split() != Split.AUTO) {
      throw noSuchPart(source, "a .tsv list is a single one");
    }
    Chosen chosen = new Chosen(settings.only());
    Manifest manifest = Manifest.read(source).of(chosen);
    chosen.requireEach(source, manifest.names());
    Storage storage = Storage.open(manifest.root(), manifest.names()::contains, 0);
    Set<String> there = Set.copyOf(storage.names());
    List<Entry> entries = new ArrayList<>();
    for (Manifest.Row row : manifest.rows()) {
      entries.add(
          new Entry(
              row.name(), Optional.empty(), Optional.empty(), row.samples(), row.damage(there)));
    }
    if (entries.stream().allMatch(entry -> entry.damage().isPresent())) {
      throw new UserError(
          UserError.Kind.DATA,
          "none of the "
              + entries.size()
              + " recordings of this list can be read from "
              + manifest.root()
              + "; the first: "
              + entries.get(0).damage().orElseThrow());
    }
    return new Recordings(storage, entries, List.of());
  }

  private MissingPart noSuchPart(Path source, String wanted) {
    return new MissingPart(
        source
            + ": holds recordings, but no "
            + (settings.split() == Split.TEST ? "test" : "training")
            + " part ("
            + wanted
            + "); check split in the data section");
  }

  private static UserError fault(Path source, String what) {
    return new UserError(UserError.Kind.DATA, source + ": " + what);
  }
}
