package io.d2v.core.train;

import io.d2v.api.UserError;
import java.util.Optional;

/**
 * What the guard says of an update.
 *
 * @param reason in a word or two
 * @param message for people
 * @param keeps whether the update's batches are to be kept, to be run again
 * @param stop why the run ends here, where it does
 */
record Alarm(String reason, String message, boolean keeps, Optional<UserError.Kind> stop) {
  static Alarm warning(String reason, String message, boolean keeps) {
    return new Alarm(reason, message, keeps, Optional.empty());
  }

  static Alarm stop(UserError.Kind kind, String reason, String message) {
    return new Alarm(reason, message, false, Optional.of(kind));
  }
}
