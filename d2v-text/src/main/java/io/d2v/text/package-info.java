/** For whoever trains on text; it offers nothing yet. */
@NullMarked
package io.d2v.text;

import org.jspecify.annotations.NullMarked;
