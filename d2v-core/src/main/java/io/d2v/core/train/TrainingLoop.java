package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.MetricSink;
import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Workers;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Stride;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunLock;
import io.d2v.core.run.RunState;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains as a recipe says, into a run folder; goes on where the folder's newest checkpoint stands.
 * An uninterrupted run and one that was stopped and continued end with the same bits. Several
 * workers each make their share of every update; the first alone needs the folder.
 */
public final class TrainingLoop {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);

  private final Method method;
  private final Dataset data;
  private final RunPlace place;
  private final Progress progress;

  /**
   * A run that has not started yet.
   *
   * @param data what it learns from; the caller closes it
   */
  public TrainingLoop(Method method, Dataset data, RunPlace place, Progress progress) {
    this.method = method;
    this.data = data;
    this.place = place;
    this.progress = progress;
  }

  /** Makes the record of a new run. */
  @FunctionalInterface
  public interface ProvenanceOf {
    /** The record, with the device that the backend describes. */
    Provenance of(String device) throws IOException;
  }

  /**
   * Runs until the recipe's last step, or until asked to stop; then a checkpoint is written.
   *
   * @param taught makes what is taught, on an opened device
   * @param provenance makes the record of a new run from the device's description
   * @param stop asked before each update; several workers all stop once one of them was asked
   * @return updates made in all
   * @throws UserError if the folder is in use, or holds a run of another recipe, or the run goes
   *     wrong or can't be written, or another worker is at odds or gone
   * @throws InterruptedException if the thread is interrupted; nothing is written then
   */
  public long run(Function<Backend, Course> taught, ProvenanceOf provenance, BooleanSupplier stop)
      throws IOException, InterruptedException {
    if (!place.workers().isFirst()) {
      return onDevice(taught, provenance, stop);
    }
    try (RunLock lock = RunLock.take(RunFolder.create(place.folder().path()))) {
      if (place.allowed() == EarlierRun.NONE) {
        lock.folder().requireNew();
      }
      return onDevice(taught, provenance, stop);
    }
  }

  private long onDevice(
      Function<Backend, Course> taught, ProvenanceOf provenance, BooleanSupplier stop)
      throws IOException, InterruptedException {
    try (Backend backend = method.openBackend(place.workers());
        Peers peers = new Peers(backend)) {
      backend.whenLost(progress::lost);
      Optional<MetricSink> sink =
          method.sink(); // its section is part of the recipe that all compare
      String device = device(backend);
      FolderRecord.Origin origin = () -> provenance.of(device);
      if (place.workers().areSeveral()) {
        Provenance mine = provenance.of(device);
        peers.greet(mine, method.recipe());
        origin = () -> mine;
      }
      try (Course course = taught.apply(backend);
          RunRecord record = record(course, peers, origin, sink)) {
        progress.started(
            record.state().step(), method.training().steps(), backend, method.objective());
        long made = train(course, record, peers, stop);
        backend.finish();
        return made;
      }
    }
  }

  private String device(Backend backend) {
    String description = backend.device().description();
    Workers workers = place.workers();
    return workers.areSeveral() ? description + ", " + workers.count() + " workers" : description;
  }

  private RunRecord record(
      Course course, Peers peers, FolderRecord.Origin origin, Optional<MetricSink> sink)
      throws IOException {
    method.recipe().requireAllRead();
    if (!place.workers().isFirst()) {
      return SentRecord.receive(
          course, peers, new Quarantine(data.size(), method.training().damaged()));
    }
    FolderRecord record =
        FolderRecord.open(place, method, course, peers, origin, data.size(), progress);
    sink.ifPresent(record::tell);
    return record;
  }

  private long train(Course course, RunRecord record, Peers peers, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Workers workers = place.workers();
    long first = record.state().step() * method.training().accumulate() + workers.rank();
    try (Feeder feeder = course.feeder(record.quarantine(), new Stride(first, workers.count()));
        Watchdog watchdog = new Watchdog(method.guards().stalled(), feeder::loading, LOG::warn)) {
      Updates updates = new Updates(method, course, feeder, workers, stop);
      return new Training(method, course, record, peers, progress).run(updates, watchdog);
    }
  }

  /**
   * All that going on after so many updates needs.
   *
   * @param more than the course's own state, by name
   */
  public static Checkpoint checkpoint(
      Course course, Method method, long step, Map<String, String> more) {
    Weights weights = course.weights();
    Map<String, String> state = new HashMap<>(more);
    state.putAll(course.state());
    return new Checkpoint(
        new RunState(step, method.recipe().seed(), state),
        method.recipe().toYaml(),
        weights.student(),
        weights.teacher(),
        weights.optimizer());
  }
}
