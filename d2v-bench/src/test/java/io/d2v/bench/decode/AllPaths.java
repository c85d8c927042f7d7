package io.d2v.bench.decode;

import io.d2v.bench.decode.BeamSettings.Merging;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What a search has to find: every path of letters, one a frame, and the text that it spells. */
final class AllPaths {
  private AllPaths() {}

  /** The scores of label sequences, collapsed, with so much added for each frame of a boundary. */
  static Map<List<Integer>, Double> spelled(
      Emissions emissions, Letters letters, double silence, Merging merging) {
    Map<List<Integer>, Double> scores = new HashMap<>();
    int[] path = new int[emissions.frames()];
    long paths = Math.round(Math.pow(letters.size(), path.length));
    for (long number = 0; number < paths; number++) {
      long rest = number;
      double score = 0;
      for (int t = 0; t < path.length; t++) {
        path[t] = (int) (rest % letters.size());
        rest /= letters.size();
        score += emissions.at(t, path[t]) + (path[t] == letters.boundary() ? silence : 0);
      }
      List<Integer> ids = new ArrayList<>();
      for (int id : BestPath.collapse(path, letters.blank())) {
        ids.add(id);
      }
      scores.merge(ids, score, merging::of);
    }
    return scores;
  }

  /** Emissions that are not very sure. */
  static Emissions random(int frames, int letters, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] logits = new float[frames * letters];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) random.nextDouble(-2, 2);
    }
    return Emissions.ofLogits(logits, frames, letters);
  }
}
