package io.d2v.bench.result;

/**
 * What a result cost. Two results may be compared where theirs are equal.
 *
 * @param unlabelled what was learned from without labels
 * @param labelled what was learned from with labels
 * @param training how long
 */
public record Budget(String unlabelled, String labelled, String training) {}
