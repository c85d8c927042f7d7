package io.d2v.core.data;

import io.d2v.api.Example;
import io.d2v.api.Mask;
import java.util.Optional;

/** One sample, ready for its place in a batch. */
record Prepared(long index, Example whole, Mask mask, Optional<Example> corrupted) {}
