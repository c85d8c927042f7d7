package io.d2v.core.finetune;

import io.d2v.core.data.Answer;

/**
 * What a model says about a sample.
 *
 * @param index of the sample in its dataset
 * @param id where it is from
 * @param answer what the data says
 * @param scores the head's outputs: {@code [outputs]}, or one row a real token: {@code [tokens *
 *     outputs]}
 * @param outputs how many a row has
 */
@SuppressWarnings("ArrayRecordComponent") // made once and read; never compared
public record Prediction(long index, String id, Answer answer, float[] scores, int outputs) {
  /** The number of the highest score of a row. */
  public int best(int row) {
    int best = 0;
    for (int i = 1; i < outputs; i++) {
      if (scores[row * outputs + i] > scores[row * outputs + best]) {
        best = i;
      }
    }
    return best;
  }

  /** How many rows there are. */
  public int rows() {
    return scores.length / outputs;
  }
}
