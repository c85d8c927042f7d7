/** The graph language: what a model computes, said without naming the library that runs it. */
@NullMarked
package io.d2v.api.graph;

import org.jspecify.annotations.NullMarked;
