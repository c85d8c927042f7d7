package io.d2v.text;

/**
 * Cuts text into the words that byte pairs are merged within, as GPT-2 does (Radford et al. 2019):
 * {@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}.
 */
final class WordScanner {
  private enum Kind {
    LETTER,
    NUMBER,
    SPACE,
    OTHER
  }

  private final String text;
  private int begin;
  private int end;

  WordScanner(String text) {
    this.text = text;
  }

  /** Goes to the next word; false after the last. */
  boolean next() {
    begin = end;
    if (begin == text.length()) {
      return false;
    }
    int contraction = contraction();
    if (contraction > 0) {
      end = begin + contraction;
      return true;
    }
    Kind kind = kind(begin);
    int from = begin;
    if (text.charAt(begin) == ' ' && begin + 1 < text.length()) {
      Kind after = kind(begin + 1);
      if (after != Kind.SPACE) { // one space goes with the word after it
        kind = after;
        from = begin + 1;
      }
    }
    end = endOf(kind, from);
    if (kind == Kind.SPACE && end < text.length()) {
      int last = text.offsetByCodePoints(end, -1);
      end = last > begin ? last : end; // the last one may go with the word after it
    }
    return true;
  }

  /** The word that {@link #next} went to. */
  String word() {
    return text.substring(begin, end);
  }

  private int endOf(Kind kind, int from) {
    int at = from;
    while (at < text.length() && kind(at) == kind) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private int contraction() {
    if (text.charAt(begin) != '\'' || begin + 1 == text.length()) {
      return 0;
    }
    char first = text.charAt(begin + 1);
    if (first == 's' || first == 't' || first == 'm' || first == 'd') {
      return 2;
    }
    boolean two =
        text.startsWith("re", begin + 1)
            || text.startsWith("ve", begin + 1)
            || text.startsWith("ll", begin + 1);
    return two ? 3 : 0;
  }

  private Kind kind(int at) {
    char first = text.charAt(at);
    if ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z')) {
      return Kind.LETTER;
    }
    int point = text.codePointAt(at);
    if (CharacterClasses.space(point)) {
      return Kind.SPACE;
    }
    if (CharacterClasses.letter(point)) {
      return Kind.LETTER;
    }
    return CharacterClasses.number(point) ? Kind.NUMBER : Kind.OTHER;
  }
}
