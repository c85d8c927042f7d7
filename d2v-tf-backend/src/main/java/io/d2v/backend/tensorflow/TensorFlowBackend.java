package io.d2v.backend.tensorflow;

import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Device;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.backend.RunPlan;
import io.d2v.api.backend.Workers;
import io.d2v.api.graph.Array;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.proto.ConfigProto;

/** Runs programs as parts of one TensorFlow graph, in one session, whose variables they share. */
final class TensorFlowBackend implements Backend {
  private static final Logger LOG = LoggerFactory.getLogger(TensorFlowBackend.class);

  private final Device device;
  private final Workers workers;
  private final Precision precision;
  private final TensorFlowSession session;
  private final @Nullable Watch watch;
  private final Collectives collectives;
  private final Variables variables;
  private final CompiledClusters clusters;
  private final boolean fuse;
  private boolean closed;

  private TensorFlowBackend(
      Device device,
      TensorFlowSettings settings,
      Workers workers,
      Collectives collectives,
      TensorFlowSession session,
      @Nullable Watch watch) {
    this.device = device;
    this.workers = workers;
    this.collectives = collectives;
    this.session = session;
    this.watch = watch;
    precision = settings.precision();
    variables = new Variables(session);
    clusters = new CompiledClusters(session);
    fuse = settings.fuse();
  }

  /** Alone. */
  static TensorFlowBackend open(TensorFlowSettings settings) {
    Device device = device(settings);
    ConfigProto config = SessionConfig.of(settings, device.kind());
    Collectives none = new Collectives(Workers.ALONE, device.kind());
    return new TensorFlowBackend(
        device, settings, Workers.ALONE, none, new TensorFlowSession(config), null);
  }

  /**
   * As one of several workers; returns when all are there.
   *
   * @throws UserError of kind WORKER, if one is not
   */
  static TensorFlowBackend open(TensorFlowSettings settings, Workers workers, Patience patience) {
    Device device = device(settings);
    ConfigProto config = SessionConfig.of(settings, device.kind(), workers);
    WorkerServer server = WorkerServer.listen(workers, config);
    TensorFlowSession session = new TensorFlowSession(server.target(), config);
    if (workers.isFirst()) {
      Collectives.beginCounting(session); // before another worker asks this one for its count
    }
    server.start();
    Peers peers = new Peers(workers, patience);
    peers.await();
    Collectives collectives = new Collectives(workers, device.kind());
    RollCall roll =
        new RollCall(
            workers,
            peers,
            patience,
            collectives,
            new TensorFlowSession(server.target(), config),
            Watch.THREADS);
    Watch watch = new Watch(roll, peers, patience, session::breakOff);
    watch.begin();
    LOG.info("all {} workers are there", workers.count());
    return new TensorFlowBackend(device, settings, workers, collectives, session, watch);
  }

  private static Device device(TensorFlowSettings settings) {
    NativeMemory.leaveToTensorFlow();
    Device device = DeviceProbe.choose(settings, DeviceProbe.look(settings.device()));
    LOG.info("running on {}", device.description());
    return device;
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public Workers workers() {
    return workers;
  }

  @Override
  public void finish() {
    requireOpen();
    if (watch != null) {
      watch.finish();
    }
  }

  @Override
  public void whenLost(Consumer<UserError> told) {
    if (watch != null) {
      watch.whenLost(told);
    }
  }

  @Override
  public Executable compile(Program program) {
    requireOpen();
    variables.flush(); // while the graph that TensorFlow copies for it is small
    return new TensorFlowExecutable(
        this, program, ProgramGraph.of(program, clusters, collectives, precision, fuse));
  }

  @Override
  public Optional<RunPlan> plan(Program program) {
    requireOpen();
    ProgramGraph graph = ProgramGraph.drawn(program, clusters, collectives, precision, fuse);
    return Optional.of(PlannedRun.of(graph));
  }

  @Override
  public void write(String parameter, Array value) {
    requireOpen();
    variables.write(parameter, value);
  }

  @Override
  public Array read(String parameter) {
    requireOpen();
    return variables.read(parameter);
  }

  @Override
  public void save(Program program, List<String> outputs, Path folder) throws IOException {
    requireOpen();
    SavedModelFile.write(program, outputs, variables::read, session.version(), folder);
  }

  TensorFlowSession session() {
    return session;
  }

  /** Of several workers. */
  Watch watch() {
    return Objects.requireNonNull(watch);
  }

  Variables variables() {
    return variables;
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this TensorFlow backend is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (watch != null) {
        watch.close();
      }
      session.close();
    }
  }
}
