/** What frozen features are good for: a linear probe, nearest neighbours, and how sure that is. */
@NullMarked
package io.d2v.bench.probe;

import org.jspecify.annotations.NullMarked;
