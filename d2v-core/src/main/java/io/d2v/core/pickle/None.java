package io.d2v.core.pickle;

/** Python's None. */
enum None {
  NONE
}
