package io.d2v.core.embed;

/**
 * A sample as one vector.
 *
 * @param id where the sample is from
 * @param vector the encoder's output, averaged over the sample's tokens
 */
@SuppressWarnings("ArrayRecordComponent") // made once and read; never compared
public record PooledVector(String id, float[] vector) {}
