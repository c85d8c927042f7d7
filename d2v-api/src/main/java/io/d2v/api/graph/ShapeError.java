package io.d2v.api.graph;

/** An operation was given tensors that it can't take; thrown where the node would be made. */
public final class ShapeError extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ShapeError(String message) {
    super(message + " at " + Caller.describe(Caller.outsideGraph()));
  }
}
