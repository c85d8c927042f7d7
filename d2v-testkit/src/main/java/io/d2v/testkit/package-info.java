/**
 * For whoever writes a plugin or a backend: contract tests to extend, and a reference to compare
 * with.
 */
@NullMarked
package io.d2v.testkit;

import org.jspecify.annotations.NullMarked;
