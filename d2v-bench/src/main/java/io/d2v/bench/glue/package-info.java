/** GLUE (Wang et al. 2018, arXiv 1804.07461), read from the files as they are distributed. */
@NullMarked
package io.d2v.bench.glue;

import org.jspecify.annotations.NullMarked;
