package io.d2v.bench.decode;

import java.util.Arrays;

/** Greedy decoding: the likeliest letter of each frame, repeats merged, blanks removed. */
public final class BestPath {
  private BestPath() {}

  /** The ids that the best path spells. */
  public static int[] decode(Emissions emissions, int blank) {
    return collapse(path(emissions), blank);
  }

  /** The likeliest letter of each frame; of equal ones the first. */
  static int[] path(Emissions emissions) {
    int[] path = new int[emissions.frames()];
    for (int t = 0; t < path.length; t++) {
      for (int letter = 1; letter < emissions.letters(); letter++) {
        if (emissions.at(t, letter) > emissions.at(t, path[t])) {
          path[t] = letter;
        }
      }
    }
    return path;
  }

  /** What a path of letters, one a frame, spells. */
  public static int[] collapse(int[] path, int blank) {
    int[] spelled = new int[path.length];
    int length = 0;
    for (int t = 0; t < path.length; t++) {
      if (path[t] != blank && (t == 0 || path[t] != path[t - 1])) {
        spelled[length++] = path[t];
      }
    }
    return Arrays.copyOf(spelled, length);
  }
}
