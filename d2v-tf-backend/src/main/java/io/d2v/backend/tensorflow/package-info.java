/** For whoever wants programs run fast: TensorFlow, on the CPU and on NVIDIA GPUs. */
@NullMarked
package io.d2v.backend.tensorflow;

import org.jspecify.annotations.NullMarked;
