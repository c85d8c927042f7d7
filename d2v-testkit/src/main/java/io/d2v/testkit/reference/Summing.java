package io.d2v.testkit.reference;

/** Sums entries over the workers that bring some under the same name. */
@FunctionalInterface
interface Summing {
  double[] sum(String name, double[] mine);
}
