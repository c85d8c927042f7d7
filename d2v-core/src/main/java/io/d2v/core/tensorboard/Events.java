package io.d2v.core.tensorboard;

import java.util.Map;

/** TensorFlow's message {@code Event}, by the fields' numbers in event.proto and summary.proto. */
final class Events {
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  private static final int SUMMARY_VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int IMAGE = 4;
  private static final int HISTOGRAM = 5;

  private static final int HEIGHT = 1;
  private static final int WIDTH = 2;
  private static final int COLOUR_SPACE = 3;
  private static final int ENCODED = 4;

  private static final int LEAST = 1;
  private static final int MOST = 2;
  private static final int NUMBERS = 3;
  private static final int SUM = 4;
  private static final int SQUARES = 5;
  private static final int LIMITS = 6;
  private static final int COUNTS = 7;

  private static final int STATUS = 1;
  private static final int START = 1;

  private Events() {}

  /** The first of a file. */
  static byte[] version(double seconds) {
    return new Message().real(WALL_TIME, seconds).text(FILE_VERSION, "brain.Event:2").toBytes();
  }

  /** Whoever reads this forgets what was said before of this step and of later ones. */
  static byte[] start(double seconds, long step) {
    return new Message()
        .real(WALL_TIME, seconds)
        .number(STEP, step)
        .message(SESSION_LOG, new Message().number(STATUS, START))
        .toBytes();
  }

  /** What a step measured. */
  static byte[] scalars(double seconds, long step, Map<String, Number> values) {
    Message summary = new Message();
    values.forEach(
        (name, value) ->
            summary.message(
                SUMMARY_VALUE,
                new Message().text(TAG, name).real(SIMPLE_VALUE, value.floatValue())));
    return summary(seconds, step, summary);
  }

  /** How numbers of a step are spread. */
  static byte[] histogram(double seconds, long step, String name, Histogram of) {
    Message histogram =
        new Message()
            .real(LEAST, of.least())
            .real(MOST, of.most())
            .real(NUMBERS, of.count())
            .real(SUM, of.sum())
            .real(SQUARES, of.squares())
            .reals(LIMITS, of.limits())
            .reals(COUNTS, of.counts());
    return summary(
        seconds,
        step,
        new Message()
            .message(SUMMARY_VALUE, new Message().text(TAG, name).message(HISTOGRAM, histogram)));
  }

  /**
   * A grey picture of a step.
   *
   * @param brightness 0 to 1, rows of equal length
   */
  static byte[] picture(double seconds, long step, String name, float[][] brightness) {
    Message image =
        new Message()
            .number(HEIGHT, brightness.length)
            .number(WIDTH, brightness[0].length)
            .number(COLOUR_SPACE, 1)
            .bytes(ENCODED, Png.of(brightness));
    return summary(
        seconds,
        step,
        new Message().message(SUMMARY_VALUE, new Message().text(TAG, name).message(IMAGE, image)));
  }

  private static byte[] summary(double seconds, long step, Message summary) {
    return new Message()
        .real(WALL_TIME, seconds)
        .number(STEP, step)
        .message(SUMMARY, summary)
        .toBytes();
  }
}
