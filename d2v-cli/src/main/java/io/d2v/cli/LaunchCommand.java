package io.d2v.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts a command as several workers on this machine. */
@Command(
    name = "launch",
    description = {
      "Train in several processes on this machine, which share the batches of each " + "update.",
      "Each sees its part of the processors, or its GPU by --devices. When one "
          + "fails all end; with --restarts they begin again from the newest checkpoint."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v launch -n 2 pretrain speech-base --data LibriSpeech/ --run runs/speech",
      "  d2v launch -n 8 --devices 0,1,2,3,4,5,6,7 --hosts a,b --host 0 --restarts 10 \\",
      "      pretrain vision-base --data imagenet/train --run runs/base"
    })
final class LaunchCommand implements Callable<Integer> {
  private static final Set<String> COMMANDS =
      new TreeSet<>(Set.of("pretrain", "finetune", "bench step"));
  private static final int MOST = 1_024;

  @Spec CommandSpec spec;

  @Option(
      names = {"-n", "--processes"},
      required = true,
      paramLabel = "N",
      description = "How many workers.")
  int processes;

  @Option(
      names = "--restarts",
      defaultValue = "0",
      paramLabel = "N",
      description = "How often all begin again after one has failed (${DEFAULT-VALUE}).")
  int restarts;

  @Option(
      names = "--hosts",
      split = ",",
      paramLabel = "NAME",
      description =
          "All machines of the run, the same list on each, where the same command is "
              + "given with its --host; this machine alone if left out.")
  List<String> hosts = new ArrayList<>();

  @Option(
      names = "--host",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Which of --hosts this is, from 0 (${DEFAULT-VALUE}); the first one writes the run.")
  int host;

  @Option(
      names = "--port",
      defaultValue = "4711",
      paramLabel = "PORT",
      description =
          "First worker's port on each host (${DEFAULT-VALUE}); the others have the next ones.")
  int port;

  @Option(
      names = "--devices",
      split = ",",
      paramLabel = "N",
      description = "GPUs by number, one a worker (CUDA_VISIBLE_DEVICES).")
  List<String> devices = new ArrayList<>();

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "What each worker runs: pretrain, finetune or bench step, with its arguments.")
  List<String> command = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    check();
    PrintWriter err = spec.commandLine().getErr();
    for (int restarted = 0; ; restarted++) {
      Attempt attempt = attempt();
      if (attempt.failed.isEmpty()) {
        return ExitCode.DONE.number();
      }
      WorkerProcess failed = attempt.failed.get();
      if (attempt.stop.isPresent()) {
        return StopSignal.exitCode(attempt.stop.get());
      }
      err.println("d2v: " + failed.ending());
      if (restarted == restarts || !mayGoOn(failed)) {
        err.flush();
        return failed.code();
      }
      err.printf("d2v: all workers begin again, restart %d of %d%n", restarted + 1, restarts);
      err.flush();
    }
  }

  private void check() {
    if (processes < 1 || processes > MOST) {
      throw usage("-n is from 1 to " + MOST);
    }
    if (restarts < 0) {
      throw usage("--restarts is at least 0");
    }
    if (!devices.isEmpty() && devices.size() != processes) {
      throw usage("--devices names one GPU for each of the " + processes + " workers");
    }
    if (host < 0 || host >= Math.max(1, hosts.size())) {
      throw usage("--host is which of --hosts this is, counted from 0");
    }
    String words = String.join(" ", command) + " ";
    if (COMMANDS.stream().noneMatch(name -> words.startsWith(name + " "))) {
      throw usage("'" + command.get(0) + "' is not run by several workers; these are: " + COMMANDS);
    }
    if (command.contains("--workers") || command.contains("--rank")) {
      throw usage("launch chooses --workers and --rank itself");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /**
   * What came of it.
   *
   * @param failed whose end explains those of the others; none if all ended well
   * @param stop by which they were asked to end
   */
  private record Attempt(Optional<WorkerProcess> failed, Optional<Signals.Heard> stop) {}

  @SuppressWarnings("try") // signals are heard within it
  private Attempt attempt() throws IOException, InterruptedException {
    AtomicReference<Signals.@Nullable Heard> heard = new AtomicReference<>();
    try (LocalWorkers workers =
            LocalWorkers.start(
                addresses(), host * processes, processes, devices, environment(), command);
        Signals signals =
            new Signals(
                List.of("INT", "TERM"),
                signal -> {
                  if (heard.compareAndSet(null, signal)) {
                    workers.terminate();
                  } else {
                    workers.close();
                  }
                })) {
      Optional<WorkerProcess> failed = workers.await();
      return new Attempt(failed, Optional.ofNullable(heard.get()));
    }
  }

  /** Whether the same again may end better: not where input, settings or the run itself are bad. */
  private static boolean mayGoOn(WorkerProcess failed) {
    return failed.wasKilled()
        || Set.of(ExitCode.INTERNAL, ExitCode.DEVICE, ExitCode.WORKER).stream()
            .anyMatch(code -> code.number() == failed.code());
  }

  /** What the workers need of this command's options. */
  private Map<String, String> environment() {
    return Main.of(spec)
        .plugins()
        .map(folder -> Map.of(Main.PLUGINS, folder.toString()))
        .orElseGet(Map::of);
  }

  /** Of all workers: each machine's after those of the one before. */
  private List<String> addresses() throws IOException {
    if (hosts.isEmpty()) {
      return FreePorts.ofThisMachine(processes);
    }
    return hosts.stream()
        .flatMap(
            name -> IntStream.range(port, port + processes).mapToObj(number -> name + ":" + number))
        .toList();
  }
}
