package io.d2v.backend.tensorflow;

import io.d2v.api.UserError;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tensorflow.exceptions.TFResourceExhaustedException;

/** What TensorFlow complains of, in terms of the program. */
final class Faults {
  private static final Pattern NODE =
      Pattern.compile("\\{\\{node ([^}\\s]+)\\}\\}|\\[\\[([^\\]{}\\s]+)\\]\\]");

  private final String program;
  private final Map<String, NodeWriter.Origin> origins;

  /**
   * Faults of one program.
   *
   * @param origins for what each node was written, by the name that TensorFlow gives
   */
  Faults(String program, Map<String, NodeWriter.Origin> origins) {
    this.program = program;
    this.origins = origins;
  }

  IllegalArgumentException compiling(TensorFlowFault fault) {
    return new IllegalArgumentException(
        "program " + program + ": TensorFlow cannot take it: " + described(fault), fault);
  }

  RuntimeException running(TensorFlowFault fault) {
    if (fault.getCause() instanceof TFResourceExhaustedException) {
      return new UserError(
          UserError.Kind.DEVICE,
          "program "
              + program
              + " needs more memory than the device has left. Let it need less: a smaller"
              + " training.batch with as much more training.accumulate, training.memory=recompute,"
              + " a smaller model. Checkpoints are whole; the same command goes on from the newest,"
              + " with other settings by --allow-change. "
              + described(fault),
          fault);
    }
    return new IllegalStateException(
        "program " + program + " stopped while running: " + described(fault), fault);
  }

  private String described(TensorFlowFault fault) {
    String message = fault.message();
    Matcher nodes = NODE.matcher(message);
    String tensors =
        nodes
            .results()
            .map(
                result -> origins.get(Objects.requireNonNullElse(result.group(1), result.group(2))))
            .filter(Objects::nonNull)
            .map(origin -> origin.tensor().toString())
            .distinct()
            .collect(Collectors.joining("; "));
    return tensors.isEmpty() ? message : tensors + ": " + fault.firstLine();
  }
}
