package io.d2v.fuzz;

import io.d2v.api.UserError;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A reader of what anybody may have written. */
public interface Target {
  /** Whole inputs, which are read without an error; what is tried begins with these. */
  List<byte[]> seeds() throws IOException;

  /** Reads an input, or refuses it by one of the {@link #refusals}. */
  void read(byte[] input) throws IOException;

  /** What the reader throws where something is wrong with an input. */
  default Set<Class<? extends Exception>> refusals() {
    return Set.of(UserError.class);
  }
}
