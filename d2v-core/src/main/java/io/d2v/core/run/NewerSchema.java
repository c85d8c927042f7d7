package io.d2v.core.run;

import io.d2v.api.UserError;
import java.nio.file.Path;

/** A checkpoint that a later version of d2v wrote: not damaged, and so never passed over. */
final class NewerSchema extends UserError {
  private static final long serialVersionUID = 1L;

  NewerSchema(Path folder, int schema) {
    super(
        Kind.CHECKPOINT,
        folder
            + ": schema "
            + schema
            + " was written by a newer d2v; this one reads up to "
            + Schema.NOW
            + ". Take the newer d2v to go on.");
  }
}
