/** Data as people keep it: files in folders and archives, with their classes. */
@NullMarked
package io.d2v.files;

import org.jspecify.annotations.NullMarked;
