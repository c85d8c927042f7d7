/** What a run leaves on disk: its folder, checkpoints, metrics, and where everything came from. */
@NullMarked
package io.d2v.core.run;

import org.jspecify.annotations.NullMarked;
