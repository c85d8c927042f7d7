/** Gzip that can be entered in the middle; needs the JDK alone. */
@NullMarked
package io.d2v.files.gzip;

import org.jspecify.annotations.NullMarked;
