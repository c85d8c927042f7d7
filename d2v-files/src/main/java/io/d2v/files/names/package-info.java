/** Names of a million files in little memory. */
@NullMarked
package io.d2v.files.names;

import org.jspecify.annotations.NullMarked;
