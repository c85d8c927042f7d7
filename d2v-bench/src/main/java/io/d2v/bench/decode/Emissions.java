package io.d2v.bench.decode;

/** The logarithm of each letter's probability at each frame of one utterance. */
public final class Emissions {
  private final float[] values;
  private final int frames;
  private final int letters;

  /**
   * Values that are logarithms already.
   *
   * @param values {@code [frames, letters]}, row-major
   * @throws IllegalArgumentException if a value is not a number, or above 0 by more than rounding
   */
  public Emissions(float[] values, int frames, int letters) {
    if (frames < 0 || letters < 1 || values.length != (long) frames * letters) {
      throw new IllegalArgumentException(
          values.length + " values are not " + frames + " frames of " + letters + " letters");
    }
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] <= 1e-3)) {
        throw new IllegalArgumentException(
            "frame "
                + i / letters
                + ", letter "
                + i % letters
                + ": "
                + values[i]
                + " is not the logarithm of a probability");
      }
    }
    this.values = values.clone();
    this.frames = frames;
    this.letters = letters;
  }

  /**
   * The log-softmax of a model's scores.
   *
   * @param logits {@code [frames, letters]} or longer, row-major; what follows is padding
   */
  public static Emissions ofLogits(float[] logits, int frames, int letters) {
    float[] values = new float[Math.multiplyExact(frames, letters)];
    for (int t = 0; t < frames; t++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < letters; i++) {
        most = Math.max(most, logits[t * letters + i]);
      }
      double sum = 0;
      for (int i = 0; i < letters; i++) {
        sum += Math.exp(logits[t * letters + i] - most);
      }
      double log = most + Math.log(sum);
      for (int i = 0; i < letters; i++) {
        values[t * letters + i] = (float) (logits[t * letters + i] - log);
      }
    }
    return new Emissions(values, frames, letters);
  }

  /** How many frames there are. */
  public int frames() {
    return frames;
  }

  /** How many letters there are. */
  public int letters() {
    return letters;
  }

  /** One of them. */
  float at(int frame, int letter) {
    return values[frame * letters + letter];
  }
}
