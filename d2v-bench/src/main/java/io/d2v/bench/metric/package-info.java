/** How well predictions agree with what is right. */
@NullMarked
package io.d2v.bench.metric;

import org.jspecify.annotations.NullMarked;
