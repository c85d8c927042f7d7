/** The contract of what runs a graph on a device. */
@NullMarked
package io.d2v.api.backend;

import org.jspecify.annotations.NullMarked;
