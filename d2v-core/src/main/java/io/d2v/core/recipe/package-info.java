/** Recipes: what a run is told to do, read from YAML and bound to records. */
@NullMarked
package io.d2v.core.recipe;

import org.jspecify.annotations.NullMarked;
