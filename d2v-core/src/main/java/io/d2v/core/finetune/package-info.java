/** Learning from labels, on top of an encoder that is there already. */
@NullMarked
package io.d2v.core.finetune;

import org.jspecify.annotations.NullMarked;
