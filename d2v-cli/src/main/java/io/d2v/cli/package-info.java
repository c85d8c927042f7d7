/** For whoever works at a command line: the {@code d2v} command. */
@NullMarked
package io.d2v.cli;

import org.jspecify.annotations.NullMarked;
