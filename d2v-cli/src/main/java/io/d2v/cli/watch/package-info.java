/** A live page of a run, on this machine alone. */
@NullMarked
package io.d2v.cli.watch;

import org.jspecify.annotations.NullMarked;
