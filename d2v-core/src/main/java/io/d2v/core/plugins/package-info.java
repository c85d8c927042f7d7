/** Finds what other jars provide: modalities, maskers, target builders, backends. */
@NullMarked
package io.d2v.core.plugins;

import org.jspecify.annotations.NullMarked;
