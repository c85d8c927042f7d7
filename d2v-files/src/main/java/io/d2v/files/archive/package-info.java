/** Archives that are read out of order: their members, and the indexes that say where these lie. */
@NullMarked
package io.d2v.files.archive;

import org.jspecify.annotations.NullMarked;
