package io.d2v.core.data;

import java.time.Duration;

/**
 * What a loader thread is at.
 *
 * @param sample its index in the dataset
 * @param since how long it has been at it
 */
public record Loading(Thread thread, long sample, Duration since) {}
