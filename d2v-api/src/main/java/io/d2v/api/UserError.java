package io.d2v.api;

/**
 * Something that the user of d2v can mend: bad input, a wrong setting, a missing file. Its message
 * says what is wrong, where, and what to do.
 */
public class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of thing is wrong; each has an exit code of its own. */
  public enum Kind {
    /** The command line. */
    USAGE(2),
    /** The recipe or a setting. */
    RECIPE(3),
    /** The data: missing, empty, unreadable, or too much of it damaged. */
    DATA(4),
    /** A checkpoint or run folder. */
    CHECKPOINT(5),
    /** A plugin: missing, broken, or two of one name. */
    PLUGIN(6),
    /** The device that was asked for. */
    DEVICE(7),
    /** Training went wrong: not finite, or collapsed. */
    TRAINING(8);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of a command that ends with this error. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  /**
   * An error of this kind.
   *
   * @param message one or more lines: what is wrong and where (file, line, key), why probably, and
   *     what to do
   */
  public UserError(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** An error that another failure brought to light. */
  public UserError(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of thing is wrong. */
  public Kind kind() {
    return kind;
  }
}
