package io.d2v.testkit.hostile;

import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Device;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.backend.RunPlan;
import io.d2v.api.backend.Workers;
import io.d2v.api.graph.Array;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A backend that watches how it is used and what it computes: an {@link AssertionError} tells of
 * two threads at once, use after closing, feeds that are not the program's, parameters that were
 * never written, and numbers that are not finite, in feeds, fetches and updates.
 */
public final class AssertingBackend implements Backend {
  private final Backend watched;
  private final OneAtATime threads = new OneAtATime();
  private final Set<String> written = new TreeSet<>();
  private final List<AssertingExecutable> open = new CopyOnWriteArrayList<>();
  private boolean closed;

  /** Watches a backend. */
  public AssertingBackend(Backend watched) {
    this.watched = watched;
  }

  @Override
  public Device device() {
    return watched.device();
  }

  @Override
  public Workers workers() {
    return watched.workers();
  }

  @Override
  public void finish() {
    threads.run("finish", watched::finish);
  }

  @Override
  public void whenLost(Consumer<UserError> told) {
    watched.whenLost(told);
  }

  @Override
  public Executable compile(Program program) {
    return call(
        "compile of " + program.name(),
        () -> {
          AssertingExecutable executable =
              new AssertingExecutable(this, program, watched.compile(program));
          open.add(executable);
          return executable;
        });
  }

  @Override
  public Optional<RunPlan> plan(Program program) {
    return call("plan of " + program.name(), () -> watched.plan(program));
  }

  @Override
  public void write(String parameter, Array value) {
    call(
        "write of " + parameter,
        () -> {
          Finite.require("the value written to " + parameter, value);
          watched.write(parameter, value);
          return written.add(parameter);
        });
  }

  @Override
  public Array read(String parameter) {
    return call("read of " + parameter, () -> watched.read(parameter));
  }

  /** The names of programs that were compiled and not closed yet. */
  public List<String> openPrograms() {
    return open.stream().map(AssertingExecutable::name).toList();
  }

  @Override
  public void close() {
    threads.run("close", watched::close);
    closed = true;
  }

  <T> T call(String what, Supplier<T> action) {
    if (closed) {
      throw new AssertionError(what + " after the backend was closed");
    }
    return threads.call(what, action);
  }

  void requireWritten(Program program) {
    Set<String> missing = new TreeSet<>(program.parameters().keySet());
    missing.removeAll(written);
    if (!missing.isEmpty()) {
      throw new AssertionError(
          "program " + program.name() + " reads parameters that were never written: " + missing);
    }
  }

  void updated(Program program) {
    for (String parameter : program.updates().keySet()) {
      written.add(parameter);
      Finite.require(
          "parameter " + parameter + " after program " + program.name(), watched.read(parameter));
    }
  }

  void closed(AssertingExecutable executable) {
    open.remove(executable);
  }
}
