package io.d2v.cli.watch;

/**
 * What a metric was last, and what is to be said of it.
 *
 * @param name by which the log calls it
 * @param value as text
 * @param verdict of the run's guards
 * @param words what it was compared with
 */
record Gauge(String name, String value, Verdict verdict, String words) {
  /** What guards think of a metric. */
  enum Verdict {
    /** As it should be. */
    FINE("fine"),
    /** Near to what guards warn of, or what they warn of. */
    WATCH("watch"),
    /** What ends a run, at once or if it lasts. */
    ALARM("alarm"),
    /** It is too early to compare it. */
    UNJUDGED("not judged yet"),
    /** Guards do not look at it. */
    FREE("no threshold");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
