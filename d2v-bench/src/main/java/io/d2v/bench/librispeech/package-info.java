/**
 * LibriSpeech (Panayotov et al. 2015) and the limited supervision of Libri-light (Kahn et al. 2020,
 * arXiv 1912.07875), found as they are distributed.
 */
@NullMarked
package io.d2v.bench.librispeech;

import org.jspecify.annotations.NullMarked;
