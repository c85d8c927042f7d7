package io.d2v.api.backend;

/**
 * One thing that was looked at: how it is, and what to do about it.
 *
 * @param what was looked at, in a word or two
 * @param level how well it is
 * @param found how it is, on one line
 * @param advice what to do, on one line; empty where there is nothing to do
 */
public record Finding(String what, Level level, String found, String advice) {
  /** How well a thing is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** It works, but slower or with less than it could. */
    WARNING,
    /** It does not work. */
    FAILURE
  }

  /**
   * {@return the finding that something is as it should be}
   *
   * @param what what was looked at, in a few words
   * @param found what it was found to be
   */
  public static Finding ok(String what, String found) {
    return new Finding(what, Level.OK, found, "");
  }

  /**
   * {@return the finding that something works, but could be better}
   *
   * @param what what was looked at, in a few words
   * @param found what it was found to be
   * @param advice what to do
   */
  public static Finding warning(String what, String found, String advice) {
    return new Finding(what, Level.WARNING, found, advice);
  }

  /**
   * {@return the finding that something does not work}
   *
   * @param what what was looked at, in a few words
   * @param found what it was found to be
   * @param advice what to do
   */
  public static Finding failure(String what, String found, String advice) {
    return new Finding(what, Level.FAILURE, found, advice);
  }
}
