/** Reverse-mode differentiation of a graph: one rule an operation. */
package io.d2v.core.autodiff;
