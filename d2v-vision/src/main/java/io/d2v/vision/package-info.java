/**
 * For whoever trains on images: put it on the module path or class path, and name it in a recipe.
 */
@NullMarked
package io.d2v.vision;

import org.jspecify.annotations.NullMarked;
