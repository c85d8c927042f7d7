package io.d2v.bench.metric;

import java.util.List;

/**
 * Errors in a corpus: the edits of all utterances over all that was said in them.
 *
 * @param errors substitutions, insertions and deletions
 * @param said words or letters of the references
 */
public record ErrorRate(long errors, long said) {
  /** Of nothing. */
  public static final ErrorRate NONE = new ErrorRate(0, 0);

  /** With one more utterance. */
  public ErrorRate plus(Alignment utterance) {
    return new ErrorRate(errors + utterance.errors(), said + utterance.said());
  }

  /** With those of other utterances. */
  public ErrorRate plus(ErrorRate others) {
    return new ErrorRate(errors + others.errors, said + others.said);
  }

  /** The words of a text. */
  public static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  /** The letters of a text, one space between words. */
  public static List<String> letters(String text) {
    return String.join(" ", words(text)).codePoints().mapToObj(Character::toString).toList();
  }

  /** Errors for each thing that was said; not a number where nothing was. */
  public double share() {
    return said == 0 ? Double.NaN : (double) errors / said;
  }
}
