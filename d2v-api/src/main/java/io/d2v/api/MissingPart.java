package io.d2v.api;

/**
 * The data does not come in the part that is asked for: it has no test part, or no parts at all.
 * Thrown by {@link Modality#open} for that alone, so that who asks may do without the part; data
 * that is damaged, or lacks a file that its part needs, is a plain {@link UserError}.
 */
public final class MissingPart extends UserError {
  private static final long serialVersionUID = 1L;

  /**
   * An error of kind {@link UserError.Kind#DATA}.
   *
   * @param message where which part is missing, what there is instead, and what to do
   */
  public MissingPart(String message) {
    super(Kind.DATA, message);
  }
}
