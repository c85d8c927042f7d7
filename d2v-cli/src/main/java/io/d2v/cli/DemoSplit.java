package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.core.data.Purpose;
import io.d2v.core.data.Subset;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Who sees what. The test samples are seen by nobody before they are scored.
 *
 * @param unlabelled what a run learns from, without labels
 * @param labelled of these, what probes are fitted on
 * @param test what is scored
 * @param opened what they are subsets of
 */
record DemoSplit(Subset unlabelled, Subset labelled, Subset test, List<Dataset> opened)
    implements AutoCloseable {
  private static final int TEST_IMAGES = 2000;
  private static final int LABELS = 1000;

  /** The same for every seed, so that runs differ by their training alone. */
  static DemoSplit of(DemoSubject subject, Workshop workshop, Method method, Path data)
      throws IOException {
    if (subject == DemoSubject.VISION) {
      Dataset all = workshop.open(method, data);
      long fitted = all.size() - TEST_IMAGES;
      return of(Subset.range(all, 0, fitted), Subset.range(all, fitted, all.size()), all);
    }
    String ending = subject == DemoSubject.AUDIO ? ".zip" : ".tsv";
    Dataset train = workshop.open(method, data.resolve("train" + ending));
    Dataset test = workshop.open(method, data.resolve("test" + ending));
    Subset scored = Subset.range(test, 0, test.size());
    return of(Subset.range(train, 0, train.size()), scored, train, test);
  }

  private static DemoSplit of(Subset unlabelled, Subset test, Dataset... opened) {
    Subset labelled = unlabelled.draw(LABELS, 1, Purpose.EVALUATE);
    return new DemoSplit(unlabelled, labelled, test, List.of(opened));
  }

  @Override
  public void close() throws IOException {
    for (Dataset dataset : opened) {
      dataset.close();
    }
  }
}
