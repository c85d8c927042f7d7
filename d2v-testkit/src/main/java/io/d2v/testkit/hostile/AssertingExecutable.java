package io.d2v.testkit.hostile;

import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A program of an {@link AssertingBackend}. */
final class AssertingExecutable implements Executable {
  private final AssertingBackend backend;
  private final Program program;
  private final Executable watched;
  private boolean closed;

  AssertingExecutable(AssertingBackend backend, Program program, Executable watched) {
    this.backend = backend;
    this.program = program;
    this.watched = watched;
  }

  String name() {
    return program.name();
  }

  @Override
  public List<Array> run(Map<String, Array> feeds) {
    if (closed) {
      throw new AssertionError("run of program " + name() + " after it was closed");
    }
    return backend.call("run of program " + name(), () -> check(feeds));
  }

  private List<Array> check(Map<String, Array> feeds) {
    Map<String, TensorType> fed = new TreeMap<>();
    feeds.forEach((name, value) -> fed.put(name, value.type()));
    if (!fed.equals(program.inputs())) {
      throw new AssertionError(
          "program " + name() + " takes " + program.inputs() + ", was fed " + fed);
    }
    feeds.forEach((name, value) -> Finite.require("input " + name + " of " + name(), value));
    backend.requireWritten(program);
    List<Array> fetched = watched.run(feeds);
    for (int i = 0; i < fetched.size(); i++) {
      Tensor asked = program.fetches().get(i);
      if (!fetched.get(i).type().equals(asked.type())) {
        throw new AssertionError("fetched " + fetched.get(i) + " for " + asked);
      }
      Finite.require("fetch " + i + " of program " + name() + ", " + asked, fetched.get(i));
    }
    backend.updated(program);
    return fetched;
  }

  @Override
  public void close() {
    watched.close();
    backend.closed(this);
    closed = true;
  }
}
