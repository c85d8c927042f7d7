package io.d2v.backend.tensorflow;

import java.time.Duration;

/**
 * How long workers wait for one another.
 *
 * @param start of the others
 * @param quiet before it is said whom is waited for
 * @param between two calls of the roll
 * @param call of the roll, until the others are asked whether they still answer
 * @param answer of one that is asked
 * @param hang of a run, though another worker is done
 * @param soon may end what still answers though it was found to be ending
 * @param leave until a run whose sums cannot come is broken off
 */
record Patience(
    Duration start,
    Duration quiet,
    Duration between,
    Duration call,
    Duration answer,
    Duration hang,
    Duration soon,
    Duration leave) {
  static final Patience USUAL =
      new Patience(
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5));
}
