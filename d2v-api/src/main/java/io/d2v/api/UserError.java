package io.d2v.api;

/**
 * Something that the user of d2v can mend: bad input, a wrong setting, a missing file. Its message
 * says what is wrong, where, and what to do.
 */
public class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of thing is wrong; a command that ends with it has an exit code for each. */
  public enum Kind {
    /** The command line. */
    USAGE,
    /** The recipe or a setting. */
    RECIPE,
    /** The data: missing, empty, unreadable, or too much of it damaged. */
    DATA,
    /** A checkpoint or run folder. */
    CHECKPOINT,
    /** A plugin: missing, broken, or two of one name. */
    PLUGIN,
    /** The device that was asked for, or memory. */
    DEVICE,
    /** Training went wrong: loss or gradient were no finite numbers any more. */
    TRAINING,
    /** The representation collapsed: it is the same for all samples. */
    COLLAPSE,
    /** Another worker of the same run: it did not come, has ended, hangs, or is at odds. */
    WORKER
  }

  /** What kind of thing is wrong. */
  private final Kind kind;

  /**
   * An error of this kind.
   *
   * @param kind what kind of thing is wrong, which gives the exit code
   * @param message one or more lines: what is wrong and where (file, line, key), why probably, and
   *     what to do
   */
  public UserError(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /**
   * An error that another failure brought to light.
   *
   * @param kind what kind of thing is wrong, which gives the exit code
   * @param message one or more lines: what is wrong and where, why probably, and what to do
   * @param cause the other failure
   */
  public UserError(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** {@return what kind of thing is wrong} */
  public Kind kind() {
    return kind;
  }
}
