package io.d2v.core.train;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Program;
import io.d2v.api.backend.RunPlan;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The memory that training takes on its device, without a step being made.
 *
 * <p>Counted are the parameters, and the values that lie beside them while operations run in the
 * order in which they can, each given up after its last use. Which these are is what the backend
 * says ({@link Backend#plan}), or else what the graph does; then an update takes its parameter's
 * place. What the allocator loses between them counts where the backend has a {@link Pool}. Left
 * out are the workspace within an operation, the libraries, and batches that wait on the host.
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
   * @param backend that it will run on
   * @param bf16 whether factors of products are cast to bfloat16, where the backend does not say
   *     how it runs a program
   */
  public static MemoryEstimate of(Method method, Backend backend, boolean bf16) {
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
        values(run, program -> backend.plan(program).orElseGet(() -> plan(program, bf16))));
  }

  /** Bytes of what programs keep between their runs. */
  static long parameters(List<Program> programs) {
    Map<String, TensorType> types = new TreeMap<>();
    programs.forEach(program -> types.putAll(program.parameters()));
    return types.values().stream().mapToLong(type -> 4L * type.shape().elements()).sum();
  }

  /**
   * Bytes of what lies beside it at most, while one of the programs runs, beyond what was taken
   * when they were compiled.
   */
  static long values(List<Program> programs, Function<Program, RunPlan> plans) {
    List<RunPlan> all = programs.stream().map(plans).toList();
    Pool pool = new Pool();
    all.stream().map(RunPlan::tried).forEach(pool::takeAndGiveBack);
    long tried = pool.written();
    long most = 0;
    long kept = 0;
    for (RunPlan plan : all) {
      kept = Math.max(kept, plan.kept());
      most = Math.max(most, new Run(plan, pool).most());
    }
    return kept + (pool.written() > 0 ? pool.written() - tried : most);
  }

  /** A plan by the graph alone. */
  static RunPlan plan(Program program, boolean bf16) {
    // A new value takes the place of the old one when it is there: its gradient is what it needs.
    List<Tensor> roots = new ArrayList<>(program.fetches());
    program.updates().values().forEach(update -> roots.addAll(update.inputs()));
    return new RunPlan(0, false, List.of(), Unrolled.of(roots, bf16));
  }

  /** Operations that run first come, first served. */
  private static final class Run {
    private final List<RunPlan.Operation> nodes;
    private final List<List<Integer>> users = new ArrayList<>();
    private final int[] missing;
    private final int[] holder;
    private final int[] uses;
    private final @Nullable Pool pool;
    private final Map<Integer, Pool.Piece> pieces = new HashMap<>();
    private long now;
    private long most;

    Run(RunPlan plan, Pool shared) {
      nodes = plan.operations();
      pool = plan.pooled() ? shared : null;
      missing = new int[nodes.size()];
      holder = new int[nodes.size()];
      uses = new int[nodes.size()];
      for (int i = 0; i < nodes.size(); i++) {
        users.add(new ArrayList<>());
        RunPlan.Operation node = nodes.get(i);
        missing[i] = node.inputs().size() + node.awaited().size();
        for (int before : node.awaited()) {
          users.get(before).add(i);
        }
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
      RunPlan.Operation node = nodes.get(number);
      if (node.overwrites()) {
        release(node);
      }
      take(number);
      if (!node.overwrites()) {
        release(node);
      }
      if (uses[number] == 0 && holder[number] == number) {
        giveBack(number);
      }
    }

    private void release(RunPlan.Operation node) {
      for (int input : node.inputs()) {
        if (--uses[holder[input]] == 0) {
          giveBack(holder[input]);
        }
      }
    }

    private void take(int number) {
      long bytes = nodes.get(number).bytes();
      now += bytes;
      most = Math.max(most, now);
      if (pool != null && bytes > 0) {
        pieces.put(number, pool.take(bytes));
      }
    }

    private void giveBack(int number) {
      now -= nodes.get(number).bytes();
      Pool.Piece piece = pieces.remove(number);
      if (pool != null && piece != null) {
        pool.giveBack(piece);
      }
    }
  }
}
