package io.d2v.audio;

import io.d2v.files.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** LibriSpeech's {@code .trans.txt}: an utterance's number, a blank and its words on each line. */
final class Transcripts {
  private static final String EXTENSION = ".trans.txt";

  private Transcripts() {}

  static boolean recognizes(String name) {
    return name.endsWith(EXTENSION);
  }

  /** The words of each recording, by its name in the storage. */
  static Map<String, String> of(Storage storage) throws IOException {
    Map<String, String> words = new HashMap<>();
    for (String name : storage.names()) {
      if (recognizes(name)) {
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        new String(storage.read(name), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.strip().split(" ", 2))
            .filter(parts -> parts.length == 2)
            .forEach(parts -> words.put(folder + parts[0] + ".flac", parts[1]));
      }
    }
    return words;
  }
}
