/** Features and inputs as pictures. */
@NullMarked
package io.d2v.bench.picture;

import org.jspecify.annotations.NullMarked;
