package io.d2v.testkit.reference;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Device;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.backend.Workers;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.IntStream;

/**
 * Runs every operation plainly and in double precision. Slow, and meant to be read: other backends
 * are held to it, and gradients to finite differences computed on it.
 *
 * <p>Besides the {@link Backend}'s arrays of floats it takes and gives doubles; parameters are kept
 * as doubles. Integers and truth values (1 and 0) are doubles there as well.
 */
public final class ReferenceBackend implements Backend {
  private final Parameters parameters = new Parameters();
  private final Workers workers;
  private final Meeting meeting;
  private boolean closed;

  /** A backend without parameters. */
  public ReferenceBackend() {
    this(Workers.ALONE, new Meeting());
  }

  private ReferenceBackend(Workers workers, Meeting meeting) {
    this.workers = workers;
    this.meeting = meeting;
  }

  /**
   * Several workers in one JVM, by rank, each to be used by a thread of its own. They sum in the
   * order of their ranks; one that fails or is closed ends the waiting of the others with a {@link
   * io.d2v.api.UserError} that names it.
   */
  public static List<ReferenceBackend> together(int count) {
    Meeting meeting = new Meeting();
    List<String> addresses =
        IntStream.rangeClosed(1, count).mapToObj(port -> "reference:" + port).toList();
    return IntStream.range(0, count)
        .mapToObj(rank -> new ReferenceBackend(new Workers(addresses, rank), meeting))
        .toList();
  }

  @Override
  public Device device() {
    return new Device(Device.Kind.CPU, "plain Java in double precision, for tests");
  }

  @Override
  public Workers workers() {
    return workers;
  }

  @Override
  public Executable compile(Program program) {
    requireOpen();
    requireNamedOnce(program);
    return new ReferenceExecutable(this, program);
  }

  @Override
  public void write(String parameter, Array value) {
    requireOpen();
    parameters.write(parameter, value.type(), Entries.of(value));
  }

  /** Sets a real parameter to doubles. */
  public void write(String parameter, Shape shape, double... entries) {
    requireOpen();
    parameters.write(parameter, new TensorType(DType.FLOAT32, shape), entries.clone());
  }

  @Override
  public Array read(String parameter) {
    requireOpen();
    return Entries.array(parameters.type(parameter), parameters.entries(parameter));
  }

  /** The present value of a parameter as doubles. */
  public double[] readExactly(String parameter) {
    requireOpen();
    return parameters.entries(parameter).clone();
  }

  /** The paths of all parameters that were written. */
  public SortedSet<String> written() {
    return parameters.paths();
  }

  /**
   * One tensor's entries.
   *
   * @param feeds the inputs that it needs; others are let be
   */
  public double[] evaluate(Tensor tensor, Map<String, double[]> feeds) {
    Program program = Program.of("evaluate", List.of(tensor));
    Map<String, double[]> needed = new HashMap<>(feeds);
    needed.keySet().retainAll(program.inputs().keySet());
    return run(program, needed).get(0);
  }

  /**
   * Runs a program once in doubles throughout: feeds, computes, writes the updates.
   *
   * @return the fetches, in their order
   */
  public List<double[]> run(Program program, Map<String, double[]> feeds) {
    requireOpen();
    try {
      return new Run(program, parameters, (name, mine) -> meeting.sum(name, workers, mine))
          .of(feeds);
    } catch (RuntimeException failed) {
      meeting.leave(workers, "has failed: " + failed.getMessage());
      throw failed;
    }
  }

  @Override
  public void close() {
    closed = true;
    meeting.leave(workers, "has ended");
  }

  private static void requireNamedOnce(Program program) {
    Set<String> names = new HashSet<>();
    for (Tensor node : program.nodes()) {
      if (node.op() instanceof Op.AllReduce sum && !names.add(sum.name())) {
        throw new IllegalArgumentException(
            "program "
                + program.name()
                + " sums twice under the name '"
                + sum.name()
                + "': "
                + node);
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this reference backend is closed");
    }
  }
}
