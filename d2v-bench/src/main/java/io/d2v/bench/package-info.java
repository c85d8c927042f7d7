/** For whoever compares with published results: benchmarks, metrics, statistics. */
@NullMarked
package io.d2v.bench;

import org.jspecify.annotations.NullMarked;
