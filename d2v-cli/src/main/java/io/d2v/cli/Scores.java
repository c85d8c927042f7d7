package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.bench.probe.LinearProbe;
import io.d2v.bench.probe.NearestNeighbours;
import io.d2v.core.train.FeatureTable;
import java.util.Arrays;

/**
 * How well frozen features tell classes apart.
 *
 * @param linear accuracy of a linear classifier
 * @param neighbours accuracy of the nearest neighbours' vote
 */
record Scores(double linear, double neighbours) {
  /** Fits on one table and scores on the other. */
  static Scores of(FeatureTable train, FeatureTable test) {
    for (FeatureTable table : new FeatureTable[] {train, test}) {
      if (Arrays.stream(table.labels()).anyMatch(label -> label < 0)) {
        throw new UserError(
            UserError.Kind.DATA,
            "a probe needs labels, but "
                + table.ids().get(0)
                + " and others have none;"
                + " put images into one folder a class");
      }
    }
    return new Scores(
        LinearProbe.accuracy(train.vectors(), train.labels(), test.vectors(), test.labels()),
        NearestNeighbours.accuracy(train.vectors(), train.labels(), test.vectors(), test.labels()));
  }
}
