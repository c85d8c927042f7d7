package io.d2v.core.data;

/**
 * How samples get labels to learn from.
 *
 * @param labels makes each sample's
 * @param mixing how samples of a batch are mixed, and their labels with them
 */
public record Labelling(Labels labels, MixingSettings mixing) {}
