package io.d2v.core.train;

import io.d2v.core.data.Quarantine;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.Effort;
import io.d2v.core.run.MetricsLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The updates of a run from where it stands, until its end or a stop. */
final class Training {
  /** In a checkpoint's state: the line of the log that lacks what the course says of its update. */
  private static final String UNJUDGED = "unjudged";

  private static final long NOT_SAVED = -1;

  private final Method method;
  private final Course course;
  private final RunRecord record;
  private final Peers peers;
  private final Progress progress;
  private final Guard guard;
  private final Alarms alarms;
  private final List<Quarantine.Damaged> found = new ArrayList<>();
  private long made;
  private long saved;
  private Effort effort;
  private Optional<String> unjudged;

  Training(Method method, Course course, RunRecord record, Peers peers, Progress progress) {
    this.method = method;
    this.course = course;
    this.record = record;
    this.peers = peers;
    this.progress = progress;
    guard = new Guard(method.guards());
    guard.resume(record.state().more());
    alarms = new Alarms(record, peers, progress);
    made = record.state().step();
    saved = made;
    effort = record.effort();
    unjudged = Optional.ofNullable(record.state().more().get(UNJUDGED));
  }

  /** Makes them; how many there are in all. */
  long run(Updates updates, Watchdog watchdog) throws IOException, InterruptedException {
    if (unjudged.isPresent()) {
      watchdog.at(Watchdog.Stage.JUDGING, made);
      Map<String, Number> values = MetricsLog.values(unjudged.get());
      unjudged = record.judge(course, made, values, updates::stopped);
      saved = unjudged.isPresent() ? saved : NOT_SAVED;
    }
    while (unjudged.isEmpty() && made < steps() && !updates.stopped()) {
      Optional<Updates.Made> next = updates.make(made + 1, watchdog);
      if (next.isEmpty()) {
        break; // asked to stop while it waited for data
      }
      take(next.get(), updates, watchdog);
    }
    if (saved < made) {
      save(watchdog);
    }
    progress.finished(effort);
    return made;
  }

  private void take(Updates.Made one, Updates updates, Watchdog watchdog)
      throws IOException, InterruptedException {
    made = one.number();
    Progress.Update update = one.told(steps());
    effort = effort.plus(one.effort());
    watchdog.at(Watchdog.Stage.JUDGING, made);
    List<Alarm> raised = new ArrayList<>(guard.look(made, one.measured()));
    Map<String, Number> line = one.line(course.counted());
    unjudged = record.judge(course, made, line, updates::stopped);
    raised.addAll(0, guard.look(made, line));
    watchdog.at(Watchdog.Stage.TELLING, made);
    tell();
    alarms.heed(raised, one);
    progress.updated(update);
    if (made % method.training().checkpointEvery() == 0 && unjudged.isEmpty()) {
      save(watchdog);
    }
  }

  private long steps() {
    return method.training().steps();
  }

  private void save(Watchdog watchdog) {
    watchdog.at(Watchdog.Stage.SAVING, made);
    Map<String, String> more = new HashMap<>(guard.state());
    unjudged.ifPresent(values -> more.put(UNJUDGED, values));
    Checkpoint checkpoint = TrainingLoop.checkpoint(course, method, made, more);
    tell();
    peers.agree(checkpoint, found).forEach(record::takeIn);
    found.clear();
    record.save(checkpoint, effort);
    saved = made;
  }

  private void tell() {
    for (Optional<Quarantine.Damaged> one = record.quarantine().news();
        one.isPresent();
        one = record.quarantine().news()) {
      progress.quarantined(one.get().reason());
      found.add(one.get());
    }
  }
}
