/** Results of benchmarks, ours and published ones, and what may be said of two of them. */
@NullMarked
package io.d2v.bench.result;

import org.jspecify.annotations.NullMarked;
