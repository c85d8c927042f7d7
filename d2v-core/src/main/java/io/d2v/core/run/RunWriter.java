package io.d2v.core.run;

import io.d2v.api.MetricSink;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a run measures and its checkpoints, in such an order that a crash at any moment
 * leaves a run that goes on: a checkpoint comes after everything that was measured until then.
 */
public final class RunWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunWriter.class);

  private final RunFolder folder;
  private final Keep keep;
  private final MetricsLog log;
  private Optional<MetricSink> sink = Optional.empty();

  private RunWriter(RunFolder folder, Keep keep, MetricsLog log) {
    this.folder = folder;
    this.keep = keep;
    this.log = log;
  }

  /**
   * A run that begins, or goes on after a step. A crash may have left more checkpoints than stay.
   *
   * @param after updates made; 0 for a new run
   * @param keep which checkpoints stay
   * @throws io.d2v.api.UserError of kind CHECKPOINT, saying what to do, if it can't be written
   */
  public static RunWriter open(RunFolder folder, long after, Keep keep) {
    try {
      folder.checkpoints().removeOlder(after, keep);
      MetricsLog log = MetricsLog.open(folder.metrics(), after);
      long last = Math.max(0, log.last());
      if (last < after) {
        LOG.warn("{} lacks what steps {} to {} measured", folder.metrics(), last + 1, after);
      }
      return new RunWriter(folder, keep, log);
    } catch (IOException failed) {
      throw Unwritable.of(folder, "what it measures", failed);
    }
  }

  /**
   * From now on another one is told too of what is measured, and closed with this. If it can't
   * begin, both are closed.
   *
   * @throws UserError of kind PLUGIN, if it can't begin
   */
  public void tell(MetricSink other, MetricSink.Run run) {
    sink = Optional.of(other);
    try {
      other.started(run);
    } catch (IOException | RuntimeException | LinkageError failed) {
      close();
      throw failed instanceof UserError meant
          ? meant
          : new UserError(
              UserError.Kind.PLUGIN,
              "the metric sink of the recipe's section metrics ("
                  + other.getClass().getName()
                  + ") can't begin: "
                  + failed,
              failed);
    }
  }

  /**
   * Adds a line to the log.
   *
   * @param seen for the metric sink alone
   * @throws io.d2v.api.UserError of kind CHECKPOINT, saying what to do, if it can't be written
   */
  public void measured(long step, Map<String, Number> values, MetricSink.Seen seen) {
    try {
      log.write(step, values);
    } catch (IOException failed) {
      throw Unwritable.of(folder, "what step " + step + " measured", failed);
    }
    sink.ifPresent(told -> tell(told, step, values, seen));
  }

  private void tell(MetricSink told, long step, Map<String, Number> values, MetricSink.Seen seen) {
    try {
      told.measured(step, Collections.unmodifiableMap(values));
      if (!seen.equals(MetricSink.Seen.NOTHING)) {
        told.seen(step, seen);
      }
    } catch (IOException | RuntimeException | LinkageError failed) {
      LOG.warn(
          "the metric sink {} fails at step {} and is left out from here on, {} goes on: {}",
          told.getClass().getName(),
          step,
          folder.metrics(),
          failed.toString());
      closeSink();
    }
  }

  private void closeSink() {
    sink.ifPresent(
        told -> {
          sink = Optional.empty();
          try {
            told.close();
          } catch (IOException | RuntimeException | LinkageError failed) {
            LOG.warn("closing the metric sink failed: {}", failed.toString());
          }
        });
  }

  /**
   * Writes a checkpoint, then deletes older ones that need not stay.
   *
   * @param effort what the run has cost so far
   * @return the checkpoint's folder
   * @throws io.d2v.api.UserError of kind CHECKPOINT, saying what to do, if it can't be written;
   *     then the earlier ones are as they were
   */
  public Path save(Checkpoint checkpoint, Effort effort) {
    try {
      log.sync();
      folder.writeEffort(effort);
      return folder.checkpoints().save(checkpoint, keep);
    } catch (IOException failed) {
      throw Unwritable.of(folder, "the checkpoint of step " + checkpoint.state().step(), failed);
    }
  }

  @Override
  public void close() {
    closeSink();
    try {
      log.close();
    } catch (IOException failed) {
      throw Unwritable.of(folder, "what it measures", failed);
    }
  }
}
