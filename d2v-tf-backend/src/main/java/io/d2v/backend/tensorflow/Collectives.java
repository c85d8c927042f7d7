package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Device;
import io.d2v.api.backend.Workers;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.RunOptions;

/**
 * Sums over workers as TensorFlow's collective operations. TensorFlow joins the operations of
 * workers by three numbers: a step's, which counts the runs of one graph key; a group's, for who
 * takes part; an instance's, which is made of the sum's name here. So programs may differ, if in
 * each step their sums have the same names.
 */
final class Collectives {
  private static final Logger LOG = LoggerFactory.getLogger(Collectives.class);

  /** Who takes part in programs' sums, and the graph key of their runs. */
  private static final int PROGRAMS = 1;

  /** The same of {@link RollCall}, which does not wait for programs. */
  private static final int ROLL_CALL = 2;

  /** An instance key; names have others. */
  private static final int OF_ROLL_CALL = -1;

  private final int workers;
  private final Device.Kind device;

  /** A sum that has been met, by its instance key. */
  private final Map<Integer, Meeting> meetings = new HashMap<>();

  private boolean saidThatWide;

  private record Meeting(String name, TensorType type, boolean narrow) {}

  Collectives(Workers workers, Device.Kind device) {
    this.workers = workers.count();
    this.device = device;
  }

  /** How a program is run in which workers meet. */
  static RunOptions program() {
    return options(PROGRAMS);
  }

  /** How {@link RollCall} meets. */
  static RunOptions rollCall() {
    return options(ROLL_CALL);
  }

  /**
   * Has the first worker count steps from numbers of its own. It would do so with its first steps;
   * but one that asks it at that very moment would hear of others.
   */
  static void beginCounting(TensorFlowSession session) {
    for (RunOptions options : List.of(program(), rollCall())) {
      // A node for each: of equal runs TensorFlow keeps the graph key of the first.
      NodeWriter out = new NodeWriter(NodeWriter.Place.GRAPH);
      String nothing = out.write("NoOp", List.of(), Map.of());
      String prefix = session.add("begin", out.nodes(), List.of());
      session.run(Map.of(), List.of(), List.of(prefix + nothing), options);
    }
  }

  private static RunOptions options(int graphKey) {
    return RunOptions.newBuilder()
        .setExperimental(RunOptions.Experimental.newBuilder().setCollectiveGraphKey(graphKey))
        .build();
  }

  /** Writes the sum by which {@link RollCall} meets, on the CPU. */
  String ofRollCall(String input, NodeWriter out) {
    return reduce(
        workers, ROLL_CALL, OF_ROLL_CALL, DataType.DT_FLOAT, Device.Kind.CPU, input, "", out);
  }

  /** Writes one by which it meets once as if it were a program. */
  String ofFirstRollCall(String input, NodeWriter out) {
    return reduce(workers, PROGRAMS, OF_ROLL_CALL, DataType.DT_FLOAT, device, input, "", out);
  }

  /** The sums of one program. */
  Sums sums() {
    return new Sums();
  }

  final class Sums {
    private final Set<String> names = new HashSet<>();
    private String last = "";

    /** Whether any was written. */
    boolean areAny() {
      return !names.isEmpty();
    }

    /** Writes one, whose input is held; with one worker it is the input. */
    void write(Op.AllReduce op, Tensor node, Lowering lowering, NodeWriter out) {
      Tensor input = node.inputs().get(0);
      if (workers == 1) {
        lowering.put(node, lowering.wide(input));
        return;
      }
      if (!names.add(op.name())) {
        throw new IllegalArgumentException(
            "two sums over workers are named '" + op.name() + "' in one program");
      }
      int key = key(op, node.type());
      if (!op.narrow() || stays(op)) {
        lowering.put(node, sum(key, DataType.DT_FLOAT, lowering.wide(input), out));
      } else if (lowering.holdsNarrow()) {
        lowering.putNarrow(node, sum(key, DataType.DT_BFLOAT16, lowering.narrow(input), out));
      } else {
        String narrow = out.cast(lowering.wide(input), DataType.DT_FLOAT, DataType.DT_BFLOAT16);
        String sum = sum(key, DataType.DT_BFLOAT16, narrow, out);
        lowering.put(node, out.cast(sum, DataType.DT_BFLOAT16, DataType.DT_FLOAT));
      }
    }

    /**
     * On the CPU each starts as soon as its input is there: TensorFlow runs as many at once as
     * there are, each on a thread of its own, in any order. NCCL needs the same order on all GPUs.
     */
    private String sum(int key, DataType type, String input, NodeWriter out) {
      String sum = reduce(workers, PROGRAMS, key, type, device, input, last, out);
      if (device == Device.Kind.GPU) {
        last = "^" + sum;
      }
      return sum;
    }
  }

  private int key(Op.AllReduce op, TensorType type) {
    Meeting meeting = new Meeting(op.name(), type, op.narrow());
    int key = key(op.name());
    Meeting before = meetings.putIfAbsent(key, meeting);
    if (before != null && !before.equals(meeting)) {
      throw new IllegalArgumentException(
          "the sums over workers " + before + " and " + meeting + " take one another's place");
    }
    return key;
  }

  /** The same on all workers: 31 bits of a digest. */
  private static int key(String name) {
    byte[] digest = Digest.of(name.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest).getInt() & Integer.MAX_VALUE;
  }

  /** Whether a sum is one of float32 though it might be narrow. */
  private boolean stays(Op.AllReduce op) {
    boolean stays = device == Device.Kind.GPU;
    if (stays && !saidThatWide) {
      saidThatWide = true;
      LOG.warn(
          "TensorFlow does not sum bfloat16 over GPUs: sums such as '{}' go in float32", op.name());
    }
    return stays;
  }

  private static String reduce(
      int workers,
      int group,
      int instance,
      DataType type,
      Device.Kind device,
      String input,
      String after,
      NodeWriter out) {
    List<String> inputs = new ArrayList<>();
    inputs.add(input);
    for (int number : List.of(workers, group, instance)) {
      inputs.add(out.constant(Constants.integer(number)));
    }
    if (!after.isEmpty()) {
      inputs.add(after);
    }
    Map<String, AttrValue> attributes = new HashMap<>();
    attributes.put("T", Attributes.of(type));
    attributes.put("merge_op", Attributes.of("Add"));
    attributes.put("final_op", Attributes.of("Id"));
    attributes.put(
        "communication_hint", Attributes.of(device == Device.Kind.GPU ? "nccl" : "ring"));
    return out.write("CollectiveReduceV2", inputs, attributes);
  }
}
