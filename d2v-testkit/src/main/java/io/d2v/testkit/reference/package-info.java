/** A plain backend in double precision: what other backends and every gradient are held to. */
package io.d2v.testkit.reference;
