package io.d2v.core.train;

import io.d2v.api.backend.OperationTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where the time of a step goes.
 *
 * @param operations by what the backend calls them, the longest first
 * @param parts of the model, the longest first
 * @param details by both
 */
public record StepProfile(List<Share> operations, List<Share> parts, List<Share> details) {
  /**
   * What some operations took together.
   *
   * @param seconds their times added up
   * @param count how many
   */
  public record Share(String name, double seconds, long count) {}

  static StepProfile of(List<OperationTime> times, ModelParts parts) {
    return new StepProfile(
        shares(times, OperationTime::kind),
        shares(times, time -> parts.of(time.origin())),
        shares(times, time -> parts.of(time.origin()) + ": " + time.kind()));
  }

  /** The time of all operations together. */
  public double seconds() {
    return operations.stream().mapToDouble(Share::seconds).sum();
  }

  private static List<Share> shares(
      List<OperationTime> times, Function<OperationTime, String> name) {
    Map<String, List<OperationTime>> groups = times.stream().collect(Collectors.groupingBy(name));
    return groups.entrySet().stream()
        .map(
            group ->
                new Share(
                    group.getKey(),
                    group.getValue().stream().mapToDouble(OperationTime::seconds).sum(),
                    group.getValue().size()))
        .sorted(Comparator.comparingDouble(Share::seconds).reversed())
        .toList();
  }
}
