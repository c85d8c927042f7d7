package io.d2v.cli;

import io.d2v.api.backend.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Workers of one run on this machine, each a process. */
final class LocalWorkers implements AutoCloseable {
  /** Longer than the others need to find out that one is missing, and to say so. */
  private static final long PATIENCE_SECONDS = 45;

  private static final long LOOK_MILLIS = 50;

  private final List<WorkerProcess> workers;

  private LocalWorkers(List<WorkerProcess> workers) {
    this.workers = workers;
  }

  /**
   * Starts them.
   *
   * @param addresses of all workers of the run
   * @param first rank of the first one here
   * @param count how many there are here
   * @param devices which GPU each of these sees; those that this process does where left out
   * @param more of the environment
   * @param arguments of the command
   */
  static LocalWorkers start(
      List<String> addresses,
      int first,
      int count,
      List<String> devices,
      Map<String, String> more,
      List<String> arguments)
      throws IOException {
    LocalWorkers started = new LocalWorkers(new ArrayList<>());
    try {
      for (int rank = first; rank < first + count; rank++) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put(
            TensorFlowConfig.VARIABLE, TensorFlowConfig.text(new Workers(addresses, rank)));
        environment.put(Launcher.VARIABLE, Long.toString(ProcessHandle.current().pid()));
        if (!devices.isEmpty()) {
          environment.put("CUDA_VISIBLE_DEVICES", devices.get(rank - first));
        }
        ProcessBuilder builder =
            new ProcessBuilder(OwnCommand.words(options(rank, count), arguments));
        builder.environment().putAll(environment);
        started.workers.add(WorkerProcess.start(rank, addresses.get(rank), builder));
      }
      return started;
    } catch (IOException | RuntimeException failed) {
      started.close();
      throw failed;
    }
  }

  /** Processors are shared out; one process alone draws on the terminal. */
  private static List<String> options(int rank, int count) {
    int processors = Math.max(1, Runtime.getRuntime().availableProcessors() / count);
    List<String> options = new ArrayList<>();
    options.add("-XX:ActiveProcessorCount=" + processors);
    if (rank > 0) {
      options.add("-Dd2v.terminal=false");
    }
    return options;
  }

  /**
   * Waits until all have ended. Once one has ended in another way than well, the others are given
   * time to find out and end by themselves, and are killed then.
   *
   * @return the worker whose end explains those of the others, unless all ended well
   */
  Optional<WorkerProcess> await() throws InterruptedException {
    long latest = Long.MAX_VALUE;
    while (workers.stream().anyMatch(WorkerProcess::isAlive)) {
      if (latest == Long.MAX_VALUE && workers.stream().anyMatch(LocalWorkers::hasFailed)) {
        latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      }
      if (System.nanoTime() - latest > 0) {
        workers.forEach(worker -> worker.process().toHandle().destroyForcibly());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return workers.stream()
        .filter(LocalWorkers::hasFailed)
        .min(Comparator.comparing(LocalWorkers::isConsequence));
  }

  private static boolean hasFailed(WorkerProcess worker) {
    return !worker.isAlive() && worker.code() != ExitCode.DONE.number();
  }

  /** Whether it ended since another one had. */
  private static boolean isConsequence(WorkerProcess worker) {
    return worker.code() == ExitCode.WORKER.number();
  }

  /** Asks them to save and to end. By their handles, as a Process that is ended is not heard. */
  void terminate() {
    workers.forEach(worker -> worker.process().toHandle().destroy());
  }

  /** Ends whichever still run. */
  @Override
  public void close() {
    workers.forEach(worker -> worker.process().toHandle().destroyForcibly());
  }
}
