/** Feature vectors in files that other tools read. */
@NullMarked
package io.d2v.bench.embeddings;

import org.jspecify.annotations.NullMarked;
