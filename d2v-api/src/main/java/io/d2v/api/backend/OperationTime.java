package io.d2v.api.backend;

import io.d2v.api.graph.Tensor;

/**
 * How long one operation of a run took.
 *
 * @param kind what the backend calls it, such as {@code BatchMatMulV2}, or a composite's name where
 *     it runs as one
 * @param origin the program's node for which it ran
 * @param seconds from its beginning to its end; where operations run side by side, their times add
 *     up to more than the run's
 */
public record OperationTime(String kind, Tensor origin, double seconds) {}
