/** The transformer that every modality shares. */
@NullMarked
package io.d2v.core.model;

import org.jspecify.annotations.NullMarked;
