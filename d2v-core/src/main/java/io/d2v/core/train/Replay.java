package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Stride;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.KeptUpdate;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an update of pre-training again that a run has kept. Nothing is written. */
public final class Replay {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  private final Method method;
  private final Dataset data;
  private final RunFolder run;

  /**
   * Of a run.
   *
   * @param method what its recipe describes
   * @param data what it learned from; the caller closes it
   */
  public Replay(Method method, Dataset data, RunFolder run) {
    this.method = method;
    this.data = data;
    this.run = run;
  }

  /**
   * An update that was made again.
   *
   * @param from after how many updates the weights are that it was made with
   * @param batches what was found of each
   * @param measured as the update measured it
   */
  public record Replayed(long from, List<Replayed.Found> batches, Map<String, Double> measured) {
    /** Copies the list. */
    public Replayed {
      batches = List.copyOf(batches);
    }

    /** A batch, and what it is on its way through the model. */
    public record Found(KeptUpdate.KeptBatch batch, Trace trace) {}
  }

  /**
   * Makes an update again, with the weights of the newest checkpoint before it.
   *
   * @param exactly whether the updates between that checkpoint and this one are made as well, so
   *     that the weights are those that it was made with
   * @throws UserError of kind CHECKPOINT, if no checkpoint from before is left, or of kind DATA, if
   *     the data is not what it was
   */
  public Replayed of(KeptUpdate kept, boolean exactly) throws IOException, InterruptedException {
    try (Backend backend = method.openBackend();
        Course course = new Pretrainer(method, data, backend)) {
      long from = restore(course, kept.step() - 1);
      long first = exactly ? from * method.training().accumulate() : kept.batches().get(0).number();
      Quarantine damaged = new Quarantine(data.size(), method.training().damaged());
      try (Feeder feeder = course.feeder(damaged, Stride.from(first));
          Watchdog watchdog = new Watchdog(method.guards().stalled(), feeder::loading, LOG::warn)) {
        Updates updates = new Updates(method, course, feeder);
        for (; exactly && from < kept.step() - 1; from++) {
          Updates.Made made = updates.make(from + 1, watchdog).orElseThrow();
          LOG.debug("step {} made again, loss {}", made.number(), made.measured().loss());
        }
        return again(course, feeder, updates, kept, from);
      }
    }
  }

  /** A run that has no checkpoint at all is at its beginning still. */
  private long restore(Course course, long most) throws IOException {
    Optional<Path> before = run.checkpoints().newest(most);
    if (before.isPresent()) {
      Checkpoint last = Checkpoint.load(before.get());
      course.weights().restore(last.student(), last.teacher(), last.optimizer());
      return last.state().step();
    }
    if (run.checkpoints().newest().isPresent()) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          run.path()
              + ": no checkpoint of step "
              + most
              + " or before is left. More are kept with training.keep_checkpoints.");
    }
    course.begin();
    return 0;
  }

  private Replayed again(Course course, Feeder feeder, Updates updates, KeptUpdate kept, long from)
      throws InterruptedException {
    TrainingStep step = course.step(kept.step());
    TrainingStep.Update made = step.update(updates.rates(kept.step()));
    List<Replayed.Found> found = new ArrayList<>();
    for (KeptUpdate.KeptBatch before : kept.batches()) {
      Batch batch = feeder.next();
      requireSame(before, updates.kept(batch));
      Map<String, Array> feeds = course.feeds(batch);
      Array key = updates.key(batch);
      found.add(new Replayed.Found(before, step.trace(feeds, key)));
      made.add(feeds, key);
    }
    return new Replayed(from, found, made.measured().numbers());
  }

  private void requireSame(KeptUpdate.KeptBatch before, KeptUpdate.KeptBatch now) {
    if (!now.equals(before)) {
      throw new UserError(
          UserError.Kind.DATA,
          "batch "
              + before.number()
              + " of "
              + run.path()
              + " is another one now:\n  "
              + before
              + "\n  "
              + now
              + "\nThe data has probably changed since, or what was damaged in it was mended.");
    }
  }
}
