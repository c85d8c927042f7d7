package io.d2v.testkit;

import io.d2v.api.graph.Op;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Cases for every primitive operation, in several shapes each. */
public final class OperationCases {
  /** Inputs of every case, or subject of tests of their own. */
  private static final Set<Class<? extends Op>> ELSEWHERE =
      Set.of(Op.Input.class, Op.Parameter.class, Op.Call.class);

  private OperationCases() {}

  /**
   * All of them.
   *
   * @throws IllegalStateException if an operation has none
   */
  public static List<GraphCase> all() {
    List<GraphCase> all =
        Stream.of(new ArithmeticCases(), new MovementCases(), new ProductCases())
            .flatMap(list -> list.cases().stream())
            .toList();
    Set<Class<?>> missing = new HashSet<>(Arrays.asList(Op.class.getPermittedSubclasses()));
    all.forEach(each -> missing.remove(each.op()));
    missing.removeAll(ELSEWHERE);
    if (!missing.isEmpty()) {
      throw new IllegalStateException("no case for " + missing);
    }
    return all;
  }
}
