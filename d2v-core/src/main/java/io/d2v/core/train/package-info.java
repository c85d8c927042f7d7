/** The training loop. */
@NullMarked
package io.d2v.core.train;

import org.jspecify.annotations.NullMarked;
