/** The jars as users meet them. */
package io.d2v.jars;
