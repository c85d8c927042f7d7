package io.d2v.core.train;

import io.d2v.api.backend.Program;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The memory that training takes on its device, from the graph alone.
 *
 * <p>Counted are the parameters, and the values that lie beside them while operations run in the
 * order in which they can, each given up after its last use. An update takes its parameter's place.
 * Left out are the workspace within an operation, what the allocator loses, the libraries, and
 * batches that wait on the host.
 *
 * @param student numbers that are trained
 * @param teacher numbers that follow them
 * @param parameters bytes of student, teacher, optimiser and summed gradients
 * @param values bytes of what lies beside them at most
 */
public record MemoryEstimate(long student, long teacher, long parameters, long values) {
  /** All of it, in bytes. */
  public long bytes() {
    return parameters + values;
  }

  /**
   * Of pre-training on batches of a recipe's largest size.
   *
   * @param bf16 whether factors of products are cast to bfloat16
   */
  public static MemoryEstimate of(Method method, boolean bf16) {
    List<SizedBatch> sizes = SizedBatch.of(method);
    Goal goal = sizes.get(sizes.size() - 1).goal().get();
    StepPrograms programs = new StepPrograms(goal, method.adam());
    List<Program> run =
        method.training().accumulate() == 1
            ? List.of(programs.whole())
            : List.of(programs.accumulate(), programs.applySums());
    return new MemoryEstimate(
        Parameters.numbers(goal.parameters().student()),
        Parameters.numbers(goal.parameters().teacher()),
        parameters(run),
        values(run, bf16));
  }

  /** Bytes of what programs keep between their runs. */
  static long parameters(List<Program> programs) {
    Map<String, TensorType> types = new TreeMap<>();
    programs.forEach(program -> types.putAll(program.parameters()));
    return types.values().stream().mapToLong(type -> 4L * type.shape().elements()).sum();
  }

  /** Bytes of what lies beside it at most, while one of the programs runs. */
  static long values(List<Program> programs, boolean bf16) {
    return programs.stream()
        .mapToLong(program -> most(program.fetches(), program.updates().values(), bf16))
        .max()
        .orElse(0);
  }

  private static long most(Collection<Tensor> fetches, Collection<Tensor> updates, boolean bf16) {
    // A new value takes the place of the old one when it is there: its gradient is what it needs.
    List<Tensor> roots = new ArrayList<>(fetches);
    updates.forEach(update -> roots.addAll(update.inputs()));
    return new Run(Unrolled.of(roots, bf16)).most();
  }

  /** Operations that run first come, first served. */
  private static final class Run {
    private final List<Unrolled.Node> nodes;
    private final List<List<Integer>> users = new ArrayList<>();
    private final int[] missing;
    private final int[] holder;
    private final int[] uses;
    private long now;
    private long most;

    Run(List<Unrolled.Node> nodes) {
      this.nodes = nodes;
      missing = new int[nodes.size()];
      holder = new int[nodes.size()];
      uses = new int[nodes.size()];
      for (int i = 0; i < nodes.size(); i++) {
        users.add(new ArrayList<>());
        Unrolled.Node node = nodes.get(i);
        missing[i] = node.inputs().size();
        holder[i] =
            node.sameEntries() && !node.inputs().isEmpty() ? holder[node.inputs().get(0)] : i;
        for (int input : node.inputs()) {
          users.get(input).add(i);
          uses[holder[input]]++;
        }
      }
    }

    long most() {
      Deque<Integer> ready = new ArrayDeque<>();
      for (int i = 0; i < nodes.size(); i++) {
        if (missing[i] == 0) {
          ready.add(i);
        }
      }
      while (!ready.isEmpty()) {
        int next = ready.remove();
        run(next);
        for (int user : users.get(next)) {
          if (--missing[user] == 0) {
            ready.add(user);
          }
        }
      }
      return most;
    }

    private void run(int number) {
      Unrolled.Node node = nodes.get(number);
      if (node.overwrites()) {
        release(node);
      }
      now += node.bytes();
      most = Math.max(most, now);
      if (!node.overwrites()) {
        release(node);
      }
      if (users.get(number).isEmpty()) {
        now -= node.bytes();
      }
    }

    private void release(Unrolled.Node node) {
      for (int input : node.inputs()) {
        if (--uses[holder[input]] == 0) {
          now -= nodes.get(holder[input]).bytes();
        }
      }
    }
  }
}
