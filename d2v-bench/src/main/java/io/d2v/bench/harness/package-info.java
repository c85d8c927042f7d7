/** The evaluations on ImageNet, LibriSpeech and GLUE, end to end. */
@NullMarked
package io.d2v.bench.harness;

import org.jspecify.annotations.NullMarked;
