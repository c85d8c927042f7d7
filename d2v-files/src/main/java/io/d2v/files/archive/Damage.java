package io.d2v.files.archive;

import io.d2v.api.UserError;
import java.nio.file.Path;

/**
 * Says where an archive ends too early or is damaged, and what to do.
 *
 * @param lastWhole the last member that is whole; empty without one
 */
record Damage(Path archive, String lastWhole) {
  /** The file ends too early, so the rest of it can be fetched. */
  UserError cutShort(long at, String what, Exception cause) {
    return error(
        "it ends at byte " + at + what,
        "resume the download at byte " + at + " (curl -C -, wget -c), or fetch it again",
        cause);
  }

  UserError damaged(String what, Exception cause) {
    return error(what, "fetch it again", cause);
  }

  private UserError error(String what, String remedy, Exception cause) {
    String whole =
        lastWhole.isEmpty() ? "no member is whole" : "the last whole member is " + lastWhole;
    return new UserError(
        UserError.Kind.DATA,
        archive + ": cut short or damaged: " + what + "; " + whole + "; " + remedy,
        cause);
  }
}
