/** Models as other software stores them: read, and written. */
@NullMarked
package io.d2v.core.interchange;

import org.jspecify.annotations.NullMarked;
