package io.d2v.audio;

import io.d2v.audio.Recordings.Entry;
import io.d2v.files.Split;
import io.d2v.files.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recordings as CMU Sphinx has them, AN4 for one: {@code etc/NAME_train.transcription} and {@code
 * etc/NAME_test.transcription}, a line an utterance: {@code <s> ENTER SIX </s> (an4-fash-b)}, with
 * the recording's name at the end. The folder that it lies in is the speaker's.
 */
final class SphinxLists {
  private static final Pattern LIST =
      Pattern.compile("(?:.*/)?etc/[^/]*_(train|test)\\.transcription");
  private static final Pattern LINE = Pattern.compile("(.*)\\(([^()\\s]+)\\)\\s*");
  private static final Pattern MARK = Pattern.compile("</?s>|<sil>|\\+\\+[^+]*\\+\\+");

  private SphinxLists() {}

  static boolean recognizes(String name) {
    return LIST.matcher(name).matches();
  }

  /** Whether there is a list of this part. */
  static boolean has(Storage storage, Split split) {
    return storage.names().stream().anyMatch(name -> isOf(part(split), name));
  }

  /**
   * The recordings of one part that are there, in the list's order; none without such a list.
   *
   * @param sounds the recordings' names
   */
  static List<Entry> entries(Storage storage, List<String> sounds, Split split) throws IOException {
    Map<String, String> byName = new HashMap<>();
    sounds.forEach(sound -> byName.put(withoutFolders(sound), sound));
    List<Entry> entries = new ArrayList<>();
    for (String name : storage.names()) {
      if (isOf(part(split), name)) {
        for (String line :
            new String(storage.read(name), StandardCharsets.UTF_8).lines().toList()) {
          entry(line, byName).ifPresent(entries::add);
        }
      }
    }
    return entries;
  }

  /** The speakers of all recordings, sorted, so that one has the same number in all parts. */
  static List<String> speakers(List<String> sounds) {
    Set<String> speakers = new TreeSet<>();
    sounds.forEach(sound -> speaker(sound).ifPresent(speakers::add));
    return List.copyOf(speakers);
  }

  private static String part(Split split) {
    return split == Split.TEST ? "test" : "train";
  }

  private static boolean isOf(String part, String name) {
    Matcher list = LIST.matcher(name);
    return list.matches() && list.group(1).equals(part);
  }

  private static Optional<Entry> entry(String line, Map<String, String> byName) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches() || !byName.containsKey(parts.group(2))) {
      return Optional.empty();
    }
    String sound = byName.get(parts.group(2));
    String said = MARK.matcher(parts.group(1)).replaceAll(" ").strip();
    return Optional.of(new Entry(sound, speaker(sound), Optional.of(said), OptionalLong.empty()));
  }

  private static Optional<String> speaker(String sound) {
    int end = sound.lastIndexOf('/');
    return end < 0
        ? Optional.empty()
        : Optional.of(sound.substring(sound.lastIndexOf('/', end - 1) + 1, end));
  }

  private static String withoutFolders(String sound) {
    String name = sound.substring(sound.lastIndexOf('/') + 1);
    return name.substring(0, name.lastIndexOf('.'));
  }
}
