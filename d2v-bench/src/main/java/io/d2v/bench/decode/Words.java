package io.d2v.bench.decode;

import java.util.List;
import java.util.regex.Pattern;

/** The words of a line. */
final class Words {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Words() {}

  /** What stands between white space; none in an empty line. */
  static List<String> of(String line) {
    return SPACE.splitAsStream(line).filter(word -> !word.isEmpty()).toList();
  }
}
