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
    return new Message()
        .real(WALL_TIME, seconds)
        .number(STEP, step)
        .message(SUMMARY, summary)
        .toBytes();
  }
}
