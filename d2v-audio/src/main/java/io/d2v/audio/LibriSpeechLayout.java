package io.d2v.audio;

import io.d2v.audio.Recordings.Entry;
import io.d2v.files.Split;
import io.d2v.files.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recordings as LibriSpeech has them: {@code train-clean-100/103/1240/103-1240-0000.flac}, a part,
 * a speaker, a chapter and an utterance. Libri-light's have other folders in front.
 */
final class LibriSpeechLayout {
  private static final Pattern UTTERANCE =
      Pattern.compile("(?:.*/)?([0-9]+)/([0-9]+)/\\1-\\2-[0-9]+\\.flac");
  private static final Pattern TRAIN = Pattern.compile("(?:.*/)?train-[^/]*/.*");
  private static final Pattern TEST = Pattern.compile("(?:.*/)?test-[^/]*/.*");

  private LibriSpeechLayout() {}

  static boolean recognizes(String name) {
    return UTTERANCE.matcher(name).matches();
  }

  /** The recordings of one part; none where there is no such part. */
  static List<Entry> entries(Storage storage, List<String> sounds, Split split) throws IOException {
    Map<String, String> words = Transcripts.of(storage);
    List<Entry> entries = new ArrayList<>();
    for (String name : part(sounds, split)) {
      Optional<String> said = Optional.ofNullable(words.get(name));
      entries.add(new Entry(name, Optional.of(speaker(name)), said, OptionalLong.empty()));
    }
    return entries;
  }

  /** The speakers of all recordings, sorted, so that one has the same number in all parts. */
  static List<String> speakers(List<String> sounds) {
    TreeSet<String> speakers = new TreeSet<>();
    sounds.forEach(sound -> speakers.add(speaker(sound)));
    return List.copyOf(speakers);
  }

  private static List<String> part(List<String> sounds, Split split) {
    List<String> train = below(TRAIN, sounds);
    return switch (split) {
      case AUTO -> train.isEmpty() ? sounds : train;
      case TRAIN -> train;
      case TEST -> below(TEST, sounds);
    };
  }

  private static List<String> below(Pattern folder, List<String> sounds) {
    return sounds.stream().filter(sound -> folder.matcher(sound).matches()).toList();
  }

  private static String speaker(String sound) {
    Matcher parts = UTTERANCE.matcher(sound);
    if (!parts.matches()) {
      throw new IllegalArgumentException(sound + " is not called as LibriSpeech's recordings are");
    }
    return parts.group(1);
  }
}
