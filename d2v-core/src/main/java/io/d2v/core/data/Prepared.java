package io.d2v.core.data;

import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.api.graph.Array;
import java.util.List;
import java.util.Optional;

/** One sample, ready for its place in a batch but for what the batch's masks decide. */
record Prepared(
    long epoch, long index, String id, Example whole, List<Mask> masks, Optional<Array> label) {}
