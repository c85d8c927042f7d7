package io.d2v.testkit.reference;

import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program of the {@link ReferenceBackend}, fed with arrays. */
final class ReferenceExecutable implements Executable {
  private final ReferenceBackend backend;
  private final Program program;
  private final Map<String, TensorType> inputs;
  private boolean closed;

  ReferenceExecutable(ReferenceBackend backend, Program program) {
    this.backend = backend;
    this.program = program;
    this.inputs = program.inputs();
  }

  @Override
  public List<Array> run(Map<String, Array> feeds) {
    if (closed) {
      throw new IllegalStateException("program " + program.name() + " is closed");
    }
    Map<String, double[]> entries = new HashMap<>();
    feeds.forEach((name, value) -> entries.put(name, entries(name, value)));
    List<double[]> computed = backend.run(program, entries);
    List<Array> fetched = new ArrayList<>();
    for (int i = 0; i < computed.size(); i++) {
      fetched.add(Entries.array(program.fetches().get(i).type(), computed.get(i)));
    }
    return fetched;
  }

  private double[] entries(String name, Array value) {
    TensorType type = inputs.getOrDefault(name, value.type());
    if (!type.equals(value.type())) {
      throw new IllegalArgumentException(
          "program "
              + program.name()
              + ": input "
              + name
              + " is "
              + type
              + ", was fed "
              + value.type());
    }
    return Entries.of(value);
  }

  @Override
  public void close() {
    closed = true;
  }
}
