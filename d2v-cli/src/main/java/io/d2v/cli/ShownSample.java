package io.d2v.cli;

import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.bench.picture.Pixels;

/**
 * A sample of the demo's pictures.
 *
 * @param label the name of its class
 * @param example the whole of it
 * @param mask what the student must predict
 * @param before its tokens' features as colours, those of an encoder without training
 * @param after those of the trained encoder
 */
record ShownSample(String label, Example example, Mask mask, Pixels before, Pixels after) {}
