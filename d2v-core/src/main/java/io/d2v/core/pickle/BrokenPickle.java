package io.d2v.core.pickle;

/** A pickle that is damaged, or wants more than is allowed. */
final class BrokenPickle extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenPickle(String what) {
    super(what);
  }
}
