package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.Default;
import io.d2v.api.Probe;
import io.d2v.api.Settings;
import io.d2v.api.backend.Backend;
import io.d2v.core.data.Subset;
import io.d2v.core.objective.Data2Vec;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A probe that is asked every so many updates, with features of samples that lie evenly in the
 * data.
 */
final class OnlineProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OnlineProbe.class);

  private final Method method;
  private final Dataset samples;
  private final FeatureExtractor extractor;
  private final Choice choice;
  private final Probe probe;

  /**
   * The recipe's {@code probe} section, without its name.
   *
   * @param every updates from one time to the next
   * @param samples whose features are judged; all where there are fewer
   * @param settings of the probe itself, a section
   */
  record Choice(long every, @Default("512") int samples, Settings settings) {
    Choice {
      if (every < 1 || samples < 1) {
        throw new IllegalArgumentException("every and samples are at least 1");
      }
    }
  }

  OnlineProbe(
      Method method, Dataset data, Backend backend, Choice choice, Probe.Provider provider) {
    this.method = method;
    this.choice = choice;
    probe = provider.create(choice.settings());
    long count = Math.min(choice.samples(), data.size());
    samples =
        new Subset(data, LongStream.range(0, count).map(i -> i * data.size() / count).toArray());
    extractor =
        new FeatureExtractor(
            backend, method.objective(), Data2Vec.STUDENT, method.training().batch());
  }

  /** What it finds after an update, by the names of the log; nothing where it is not asked. */
  Map<String, Double> after(long update) throws InterruptedException {
    if (update % choice.every() != 0) {
      return Map.of();
    }
    FeatureTable table = FeatureTable.of(method, samples, extractor);
    Map<String, Double> found = new TreeMap<>();
    try {
      probe
          .judge(new Probe.Features(table.vectors(), table.labels(), samples.classes().size()))
          .forEach((name, value) -> found.put("probe_" + name, value));
    } catch (RuntimeException | LinkageError failed) {
      LOG.warn(
          "the probe {} fails after step {}, the run goes on: {}",
          probe.getClass().getName(),
          update,
          failed.toString());
      return Map.of();
    }
    return found;
  }

  @Override
  public void close() {
    extractor.close();
  }
}
