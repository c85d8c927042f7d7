package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Device;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs programs as parts of one TensorFlow graph, in one session, whose variables they share. */
final class TensorFlowBackend implements Backend {
  private static final Logger LOG = LoggerFactory.getLogger(TensorFlowBackend.class);

  private final Device device;
  private final Precision precision;
  private final TensorFlowSession session;
  private final Variables variables;
  private final CompiledClusters clusters;
  private final boolean fuse;
  private boolean closed;

  private TensorFlowBackend(Device device, TensorFlowSettings settings) {
    this.device = device;
    precision = settings.precision();
    session = new TensorFlowSession(SessionConfig.of(settings, device.kind()));
    variables = new Variables(session);
    clusters = new CompiledClusters(session);
    fuse = settings.fuse();
  }

  static TensorFlowBackend open(TensorFlowSettings settings) {
    NativeMemory.leaveToTensorFlow();
    Device device = DeviceProbe.choose(settings, DeviceProbe.look(settings.device()));
    LOG.info("running on {}", device.description());
    return new TensorFlowBackend(device, settings);
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public Executable compile(Program program) {
    requireOpen();
    variables.flush(); // while the graph that TensorFlow copies for it is small
    return new TensorFlowExecutable(
        this, program, ProgramGraph.of(program, clusters, precision, fuse));
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
      session.close();
    }
  }
}
