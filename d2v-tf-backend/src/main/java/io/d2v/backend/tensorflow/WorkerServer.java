package io.d2v.backend.tensorflow;

import io.d2v.api.UserError;
import io.d2v.api.backend.Workers;
import java.io.IOException;
import java.net.ServerSocket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.internal.c_api.TF_Server;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ClusterDef;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.JobDef;
import org.tensorflow.proto.ServerDef;

/**
 * TensorFlow's gRPC server of this worker, which runs its sessions and answers the other workers.
 * It cannot be stopped: it stays until the process ends.
 */
@SuppressWarnings("try") // pointer scopes free what is made within them
final class WorkerServer {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerServer.class);
  private static final String JOB = "worker";

  private final TF_Server server;
  private final String target;

  private WorkerServer(TF_Server server) {
    this.server = server;
    target = tensorflow.TF_ServerTarget(server).getString();
  }

  /** What TensorFlow calls a worker. */
  static String task(int rank) {
    return "/job:" + JOB + "/replica:0/task:" + rank;
  }

  /**
   * Takes this worker's port; nobody is answered yet.
   *
   * @throws UserError of kind WORKER, if the port is taken
   */
  static WorkerServer listen(Workers workers, ConfigProto config) {
    JobDef.Builder job = JobDef.newBuilder().setName(JOB);
    for (int rank = 0; rank < workers.count(); rank++) {
      job.putTasks(rank, workers.addresses().get(rank));
    }
    ServerDef definition =
        ServerDef.newBuilder()
            .setCluster(ClusterDef.newBuilder().addJob(job))
            .setJobName(JOB)
            .setTaskIndex(workers.rank())
            .setProtocol("grpc")
            .setDefaultSessionConfig(config)
            .build();
    String own = workers.addresses().get(workers.rank());
    int colon = own.lastIndexOf(':');
    int port = Integer.parseInt(own.substring(colon + 1));
    requireFree(port, workers.name(workers.rank()));
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      BytePointer bytes = new BytePointer(definition.toByteArray());
      TF_Server server = tensorflow.TF_NewServer(bytes, bytes.limit(), status);
      status.throwExceptionIfNotOK();
      String open = Fence.put(own.substring(0, colon), port);
      if (open.isEmpty()) {
        LOG.info("{} of {} listens", workers.name(workers.rank()), workers.count());
      } else {
        LOG.warn(
            "{} of {} listens, at all addresses of this machine ({}). Whoever can connect to it can"
                + " do what this user can: keep port {} from everybody but the other workers",
            workers.name(workers.rank()),
            workers.count(),
            open,
            port);
      }
      return new WorkerServer(server);
    }
  }

  /** TensorFlow would say only that its server could not start, or share the port. */
  private static void requireFree(int port, String worker) {
    try (ServerSocket socket = new ServerSocket(port)) {
      LOG.debug("{} is free", socket);
    } catch (IOException e) {
      throw new UserError(
          UserError.Kind.WORKER,
          worker
              + " cannot listen: "
              + e.getMessage()
              + ". Most likely another process has the port, perhaps one of an earlier start",
          e);
    }
  }

  /** Answers from now on. */
  void start() {
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      tensorflow.TF_ServerStart(server, status);
      status.throwExceptionIfNotOK();
    }
  }

  /** What a session names to be run here. */
  String target() {
    return target;
  }
}
