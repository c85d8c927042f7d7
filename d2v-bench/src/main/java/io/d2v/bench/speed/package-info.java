/** How fast a training step is, and how fast it could be. */
@NullMarked
package io.d2v.bench.speed;

import org.jspecify.annotations.NullMarked;
