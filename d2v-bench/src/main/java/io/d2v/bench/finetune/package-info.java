/** Fine-tuning: which samples, which labels, how it is judged, by which recipe. */
@NullMarked
package io.d2v.bench.finetune;

import org.jspecify.annotations.NullMarked;
