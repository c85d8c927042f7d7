/** The optimiser and its schedules. */
@NullMarked
package io.d2v.core.optim;

import org.jspecify.annotations.NullMarked;
