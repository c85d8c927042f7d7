/** Doubles that misbehave on purpose, or notice when others do. */
package io.d2v.testkit.hostile;
