/** Vectors by a trained model, for programs. */
@NullMarked
package io.d2v.core.embed;

import org.jspecify.annotations.NullMarked;
