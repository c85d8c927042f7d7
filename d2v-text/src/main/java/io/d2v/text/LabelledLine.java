package io.d2v.text;

import java.util.Optional;

/**
 * A row of a table: a label, a tab, a text.
 *
 * @param where the file and the line
 * @param damage why it is none, where that can be told
 */
record LabelledLine(String where, String label, String text, Optional<String> damage) {
  private static final char REPLACED = '\ufffd';

  /**
   * Reads one.
   *
   * @param line in which U+FFFD is in place of bytes that begin no character
   * @param encoding as which it was read
   */
  static LabelledLine of(String where, String line, String encoding) {
    int tab = line.indexOf('\t');
    if (tab < 1 || line.substring(tab + 1).isBlank()) {
      return damaged(where, "a label, a tab and a text are wanted");
    }
    if (line.indexOf(REPLACED) >= 0) {
      return damaged(
          where,
          "is not " + encoding + "; mend it, or say what it is (--set data.encoding=ISO-8859-1)");
    }
    return new LabelledLine(
        where, line.substring(0, tab), line.substring(tab + 1), Optional.empty());
  }

  private static LabelledLine damaged(String where, String why) {
    return new LabelledLine(where, "", "", Optional.of(where + ": " + why));
  }
}
