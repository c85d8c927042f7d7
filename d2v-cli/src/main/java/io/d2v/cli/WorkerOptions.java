package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.api.backend.Workers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which processes make a run together; mixed into commands that train. */
final class WorkerOptions {
  @Option(
      names = "--workers",
      paramLabel = "HOST:PORT",
      split = ",",
      description =
          "Share each update with these processes, one a device: the same command on "
              + "each, with its --rank. If left out, as TF_CONFIG in the environment says, "
              + "where it is set. Whoever reaches these ports can do anything there: keep "
              + "them in a private network.")
  List<String> addresses = List.of();

  @Option(
      names = "--rank",
      paramLabel = "N",
      description = "Which of the workers this is, from 0. The first alone writes the run.")
  Optional<Integer> rank = Optional.empty();

  /**
   * All of them, and which this is.
   *
   * @param environment of the process
   * @throws UserError of kind USAGE, saying what is wrong
   */
  Workers workers(Map<String, String> environment) {
    if (addresses.isEmpty() && rank.isPresent()) {
      throw new UserError(
          UserError.Kind.USAGE,
          "--rank " + rank.get() + " says which worker this is, but --workers names none");
    }
    if (addresses.isEmpty()) {
      return Optional.ofNullable(environment.get(TensorFlowConfig.VARIABLE))
          .filter(text -> !text.isBlank())
          .map(TensorFlowConfig::workers)
          .orElse(Workers.ALONE);
    }
    if (rank.isEmpty() && addresses.size() > 1) {
      throw new UserError(
          UserError.Kind.USAGE,
          "--workers names "
              + addresses.size()
              + " workers: --rank says which of them this is, from 0 to "
              + (addresses.size() - 1));
    }
    return new Workers(addresses, rank.orElse(0));
  }
}
