package io.d2v.backend.tensorflow;

import com.google.protobuf.InvalidProtocolBufferException;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_ImportGraphDefOptions;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.StepStats;
import org.tensorflow.proto.VersionDef;

/**
 * One graph, which only grows, and the one session in which its variables live. On TensorFlow's C
 * API, since the session of its Java API runs in this process alone and not on a server.
 */
@SuppressWarnings("try") // pointer scopes free what is made within them
final class TensorFlowSession implements AutoCloseable {
  /** An output to fetch. */
  record Fetch(String output, TensorType type) {}

  /** How long closing waits for what was broken off. */
  private static final Duration ENDING = Duration.ofSeconds(10);

  private final TF_Graph graph = tensorflow.TF_NewGraph();
  private final TF_Session session;
  private final VersionDef version;
  private final Map<String, Integer> uses = new HashMap<>();
  private @Nullable Thread breakingOff;
  private boolean closed;

  /** A session in this process. */
  TensorFlowSession(ConfigProto config) {
    this("", config);
  }

  /**
   * A session.
   *
   * @param target of the server that runs it; empty for this process
   */
  TensorFlowSession(String target, ConfigProto config) {
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
      tensorflow.TF_SetTarget(options, target);
      BytePointer bytes = new BytePointer(config.toByteArray());
      tensorflow.TF_SetConfig(options, bytes, bytes.limit(), status);
      require(status);
      TF_Buffer versions = TF_Buffer.newBuffer();
      tensorflow.TF_GraphVersions(graph, versions, status);
      require(status);
      version = VersionDef.parseFrom(versions.copyData());
      session = tensorflow.TF_NewSession(graph, options, status);
      require(status);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the version of TensorFlow's graphs cannot be read", e);
    }
  }

  /** The version of this TensorFlow's graphs. */
  VersionDef version() {
    return version;
  }

  /**
   * Adds nodes to the graph.
   *
   * @return what to put before their names
   * @throws TensorFlowFault if TensorFlow refuses them
   */
  String add(String name, List<NodeDef> nodes, List<FunctionDef> functions) {
    String word = name.replaceAll("[^A-Za-z0-9_]", "_").replaceAll("^_+", "");
    String prefix = word + "_" + uses.merge(word, 1, Integer::sum);
    GraphDef part =
        GraphDef.newBuilder()
            .setVersions(version)
            .addAllNode(nodes)
            .setLibrary(FunctionDefLibrary.newBuilder().addAllFunction(functions))
            .build();
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_ImportGraphDefOptions options = TF_ImportGraphDefOptions.newImportGraphDefOptions();
      tensorflow.TF_ImportGraphDefOptionsSetPrefix(options, prefix);
      tensorflow.TF_GraphImportGraphDef(
          graph, TF_Buffer.newBufferFromString(part), options, status);
      require(status);
    }
    return prefix + "/";
  }

  /** Feeds, runs the targets and what the fetches need, and copies the fetches. */
  List<Array> run(Map<String, Array> feeds, List<Fetch> fetches, List<String> targets) {
    return run(feeds, fetches, targets, RunOptions.getDefaultInstance());
  }

  /** The same, with options. */
  List<Array> run(
      Map<String, Array> feeds, List<Fetch> fetches, List<String> targets, RunOptions options) {
    try (PointerScope scope = new PointerScope()) {
      List<TF_Tensor> fetched = call(feeds, fetches, targets, options, null);
      List<Array> arrays = new ArrayList<>();
      for (int i = 0; i < fetches.size(); i++) {
        arrays.add(HostTensors.copy(fetched.get(i), fetches.get(i).type()));
      }
      return arrays;
    }
  }

  /** The same, measured. */
  StepStats profile(
      Map<String, Array> feeds, List<Fetch> fetches, List<String> targets, RunOptions options) {
    RunOptions traced = options.toBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();
    try (PointerScope scope = new PointerScope()) {
      TF_Buffer metadata = TF_Buffer.newBuffer();
      call(feeds, fetches, targets, traced, metadata);
      return RunMetadata.parseFrom(metadata.copyData()).getStepStats();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("TensorFlow's measurements cannot be read", e);
    }
  }

  /** The fetches, which the pointer scope around frees. */
  private List<TF_Tensor> call(
      Map<String, Array> feeds,
      List<Fetch> fetches,
      List<String> targets,
      RunOptions options,
      @Nullable TF_Buffer metadata) {
    TF_Status status = TF_Status.newStatus();
    PointerPointer<TF_Tensor> fed = new PointerPointer<>(feeds.size());
    int next = 0;
    for (Array array : feeds.values()) {
      fed.put(next++, HostTensors.of(array));
    }
    PointerPointer<TF_Operation> awaited = new PointerPointer<>(targets.size());
    for (int i = 0; i < targets.size(); i++) {
      awaited.put(i, operation(targets.get(i)));
    }
    PointerPointer<TF_Tensor> fetched = new PointerPointer<>(fetches.size());
    boolean plain = options.equals(RunOptions.getDefaultInstance());
    tensorflow.TF_SessionRun(
        session,
        plain ? null : TF_Buffer.newBufferFromString(options),
        outputs(List.copyOf(feeds.keySet())),
        fed,
        feeds.size(),
        outputs(fetches.stream().map(Fetch::output).toList()),
        fetched,
        fetches.size(),
        awaited,
        targets.size(),
        metadata,
        status);
    require(status);
    List<TF_Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < fetches.size(); i++) {
      tensors.add(fetched.get(TF_Tensor.class, i).withDeallocator());
    }
    return tensors;
  }

  /** The first outputs of nodes, or those that are named {@code node:2}. */
  private TF_Output outputs(List<String> names) {
    TF_Output outputs = new TF_Output(names.size());
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      int colon = name.lastIndexOf(':');
      outputs
          .position(i)
          .oper(operation(colon < 0 ? name : name.substring(0, colon)))
          .index(colon < 0 ? 0 : Integer.parseInt(name.substring(colon + 1)));
    }
    return outputs.position(0);
  }

  private TF_Operation operation(String node) {
    TF_Operation operation = tensorflow.TF_GraphOperationByName(graph, node);
    if (operation == null || operation.isNull()) {
      throw new IllegalArgumentException("there is no node " + node + " in the graph");
    }
    return operation;
  }

  /** Breaks off what runs, without waiting; nothing runs afterwards. Any thread may ask for it. */
  synchronized void breakOff() {
    if (breakingOff == null && !closed) {
      breakingOff = new Thread(this::closeNatively, "d2v-break-off");
      breakingOff.setDaemon(true);
      breakingOff.start();
    }
  }

  private void closeNatively() {
    try (PointerScope scope = new PointerScope()) {
      tensorflow.TF_CloseSession(session, TF_Status.newStatus()); // an error: it was closed before
    }
  }

  /** Frees all, but for a run that does not end though it was broken off, which keeps it. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (breakingOff == null) {
      closeNatively();
    } else if (!ends(breakingOff)) {
      return;
    }
    try (PointerScope scope = new PointerScope()) {
      tensorflow.TF_DeleteSession(session, TF_Status.newStatus());
      tensorflow.TF_DeleteGraph(graph);
    }
  }

  private static boolean ends(Thread thread) {
    try {
      thread.join(ENDING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private static void require(TF_Status status) {
    try {
      status.throwExceptionIfNotOK();
    } catch (RuntimeException e) {
      throw new TensorFlowFault(e);
    }
  }
}
