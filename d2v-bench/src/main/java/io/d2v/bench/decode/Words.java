package io.d2v.bench.decode;

import java.util.ArrayList;
import java.util.List;

/** The words of a line. */
final class Words {
  private Words() {}

  /** What stands between white space; none in an empty line. */
  static List<String> of(String line) {
    List<String> words = new ArrayList<>();
    int begin = 0;
    for (int i = 0; i <= line.length(); i++) {
      if (i == line.length() || Character.isWhitespace(line.charAt(i))) {
        if (i > begin) {
          words.add(line.substring(begin, i));
        }
        begin = i + 1;
      }
    }
    return words;
  }
}
