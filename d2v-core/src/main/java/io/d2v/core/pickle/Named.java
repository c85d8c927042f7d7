package io.d2v.core.pickle;

/** A class or function by its name; never looked up. */
record Named(String name) {}
