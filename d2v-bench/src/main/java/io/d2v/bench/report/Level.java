package io.d2v.bench.report;

/**
 * A number that a gauge is compared with: a line across its chart.
 *
 * @param name what is said at the line
 */
public record Level(String name, double value) {}
