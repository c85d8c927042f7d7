/** The contracts between a modality, the training of d2v, and the backend that computes. */
@NullMarked
package io.d2v.api;

import org.jspecify.annotations.NullMarked;
