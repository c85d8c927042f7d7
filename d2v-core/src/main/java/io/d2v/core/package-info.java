/**
 * For whoever trains from a program of their own: recipes, the model, the objective, training,
 * runs.
 */
@NullMarked
package io.d2v.core;

import org.jspecify.annotations.NullMarked;
