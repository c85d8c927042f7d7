/** Samples into batches: keyed randomness, order, preparation in threads, damaged samples. */
@NullMarked
package io.d2v.core.data;

import org.jspecify.annotations.NullMarked;
