/** For whoever trains on speech and other sound; it offers nothing yet. */
@NullMarked
package io.d2v.audio;

import org.jspecify.annotations.NullMarked;
