package io.d2v.bench.report;

import io.d2v.bench.probe.Interval;

/**
 * Features and how good they are.
 *
 * @param name whose features, such as {@code random-init}
 * @param probe accuracy of the linear probe, from 0 to 1
 * @param neighbours accuracy of the nearest neighbours, from 0 to 1
 */
public record Row(String name, Interval probe, Interval neighbours) {}
