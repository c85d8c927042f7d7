package io.d2v.core.embed;

/**
 * A sample as a vector for each of its tokens: patches of an image, frames of sound, pieces of
 * words.
 *
 * @param id where the sample is from
 * @param vectors the encoder's output for each token in their order, without padding and without
 *     tokens such as a class token
 */
@SuppressWarnings("ArrayRecordComponent") // made once and read; never compared
public record TokenVectors(String id, float[][] vectors) {}
