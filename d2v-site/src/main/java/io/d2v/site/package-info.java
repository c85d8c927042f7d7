/** The documentation as a static site. */
@NullMarked
package io.d2v.site;

import org.jspecify.annotations.NullMarked;
