package org.example.service;

/** Something that who asked can mend. */
public final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadRequest(String message, Throwable cause) {
    super(message, cause);
  }
}
