/**
 * Files that PyTorch has pickled. A pickle is a program; this reads those that put together plain
 * containers and tensors, and makes nothing else: whatever class a file names stays a name.
 */
@NullMarked
package io.d2v.core.pickle;

import org.jspecify.annotations.NullMarked;
