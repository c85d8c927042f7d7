package io.d2v.cli;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A command, and what it does.
 *
 * @param line as a page has it
 * @param page whether a page has it, or it only makes what those after it need
 * @param ran the words that it is run with
 * @param code how it ends
 * @param files that it writes
 * @param prints what it prints
 */
record TranscriptEntry(
    ShellLine line, boolean page, ShellLine ran, int code, List<String> files, ShownOutput prints) {
  static final String SHOWN = "$ ";
  static final String UNSHOWN = "% ";

  /** Reads the lines of one command. */
  static TranscriptEntry of(String where, List<String> lines) {
    ShellLine line =
        ShellLine.d2v(where, lines.get(0).substring(SHOWN.length()))
            .orElseGet(() -> fail(where + ": no command of d2v: " + lines.get(0)));
    List<String> words = new ArrayList<>(line.arguments());
    int code = 0;
    List<String> files = new ArrayList<>();
    int at = 1;
    for (; at < lines.size(); at++) {
      String text = lines.get(at);
      if (text.startsWith("- ")) {
        List<String> left = ShellLine.words(text.substring(2));
        int from = Collections.indexOfSubList(words, left);
        if (from < 0) {
          fail(where + ": the command has no " + left + " to leave out");
        }
        words.subList(from, from + left.size()).clear();
      } else if (text.startsWith("+ ")) {
        words.addAll(ShellLine.words(text.substring(2)));
      } else if (text.startsWith("= ")) {
        files.add(text.substring(2));
      } else if (text.startsWith("? ")) {
        code = Integer.parseInt(text.substring(2));
      } else {
        break;
      }
    }
    ShellLine ran = new ShellLine(where, line.environment(), List.copyOf(words), line.output());
    boolean page = lines.get(0).startsWith(SHOWN);
    return new TranscriptEntry(
        line, page, ran, code, files, prints(lines.subList(at, lines.size())));
  }

  private static ShownOutput prints(List<String> lines) {
    int end = lines.size();
    while (end > 0 && Transcript.isEmpty(lines.get(end - 1))) {
      end--;
    }
    return new ShownOutput(List.copyOf(lines.subList(0, end)));
  }

  /** Whether it goes on until it is interrupted. */
  boolean serves() {
    return line.arguments().get(0).equals("watch");
  }

  /** What is run, for a list of tests. */
  String title() {
    return line.where() + " " + ran.command();
  }
}
