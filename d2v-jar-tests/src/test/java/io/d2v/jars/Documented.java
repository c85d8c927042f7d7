package io.d2v.jars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that a page of the documentation shows: a line with the path, then the text in a fence.
 *
 * @param files path to text
 */
record Documented(Map<String, String> files) {
  private static final Pattern FILE =
      Pattern.compile(
          "^`([^`\\n]+)`\\n\\n```\\w*\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  static Documented in(Path page) throws IOException {
    Map<String, String> files = new TreeMap<>();
    Matcher file = FILE.matcher(Files.readString(page));
    while (file.find()) {
      files.put(file.group(1), file.group(2));
    }
    return new Documented(files);
  }

  /** Writes them into a folder. */
  void into(Path folder) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }
}
