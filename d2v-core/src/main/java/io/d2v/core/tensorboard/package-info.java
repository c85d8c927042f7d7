/** Event files that TensorBoard reads. */
@NullMarked
package io.d2v.core.tensorboard;

import org.jspecify.annotations.NullMarked;
