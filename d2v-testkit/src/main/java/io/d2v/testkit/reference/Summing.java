package io.d2v.testkit.reference;

import java.util.concurrent.CompletableFuture;

/** Sums entries over the workers that bring some under the same name. */
@FunctionalInterface
interface Summing {
  CompletableFuture<double[]> sum(String name, double[] mine);
}
