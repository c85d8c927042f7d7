package io.d2v.bench.probe;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.core.train.FeatureExtractor;
import io.d2v.core.train.FeatureTable;
import io.d2v.core.train.Method;
import java.util.Arrays;

/**
 * How well frozen features tell classes apart.
 *
 * @param linear accuracy of a linear classifier
 * @param neighbours accuracy of the nearest neighbours' vote
 */
public record Scores(double linear, double neighbours) {
  /** Of an encoder's output, fitted on some samples and scored on others. */
  public static Scores of(Method method, FeatureExtractor extractor, Dataset train, Dataset test)
      throws InterruptedException {
    return of(FeatureTable.of(method, train, extractor), FeatureTable.of(method, test, extractor));
  }

  /** Of what the encoder is given. */
  public static Scores plain(Method method, Dataset train, Dataset test)
      throws InterruptedException {
    return of(FeatureTable.plain(method, train), FeatureTable.plain(method, test));
  }

  private static Scores of(FeatureTable train, FeatureTable test) {
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
