package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Workers;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.TensorType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.proto.NodeDef;

/** Each worker tells all others how it is, by a sum in a session that no program waits for. */
final class RollCall implements AutoCloseable {
  /** How a worker is. */
  enum Standing {
    AT_WORK,
    DONE,
    GONE
  }

  private static final List<Standing> NUMBERED =
      List.of(Standing.AT_WORK, Standing.DONE, Standing.GONE);

  private final Workers workers;
  private final TensorFlowSession session;
  private final String feed;
  private final TensorFlowSession.Fetch sum;

  /**
   * A roll call.
   *
   * @param session of its own, which it closes
   */
  RollCall(Workers workers, TensorFlowSession session) {
    this.workers = workers;
    this.session = session;
    NodeWriter out = new NodeWriter(NodeWriter.Place.GRAPH);
    TensorType type = TensorType.float32(workers.count());
    String input = VariableGroup.placeholder(type, out);
    String output = Collectives.ofRollCall(workers, input, out);
    List<NodeDef> nodes =
        out.nodes().stream()
            .map(node -> node.toBuilder().setDevice("/device:CPU:0").build())
            .toList();
    String prefix = session.add("roll_call", nodes, List.of());
    feed = prefix + input;
    sum = new TensorFlowSession.Fetch(prefix + output, type);
  }

  /**
   * Tells how this worker is, and waits until all have told.
   *
   * @return how each is, by rank
   * @throws TensorFlowFault if the sum fails
   */
  List<Standing> tell(Standing own) {
    float[] numbers = new float[workers.count()];
    numbers[workers.rank()] = NUMBERED.indexOf(own);
    Array told = Array.of(Shape.of(numbers.length), numbers);
    float[] all =
        session
            .run(Map.of(feed, told), List.of(sum), List.of(), Collectives.rollCall())
            .get(0)
            .floats();
    return IntStream.range(0, all.length)
        .mapToObj(rank -> NUMBERED.get(Math.round(all[rank])))
        .toList();
  }

  /** Ends one that waits, without waiting for its end. */
  void breakOff() {
    session.breakOff();
  }

  @Override
  public void close() {
    session.close();
  }
}
