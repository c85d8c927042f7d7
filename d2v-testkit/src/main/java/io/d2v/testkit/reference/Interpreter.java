package io.d2v.testkit.reference;

import io.d2v.api.UserError;
import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Computes nodes one after the other; a call of a composite computes the composite's body. What
 * needs the sum over workers waits while the rest is computed, since others may sum in another
 * order.
 */
final class Interpreter {
  private static final Kernels KERNELS = new Kernels();

  /** One call; its results are nodes of their own, computed together. */
  private record Call(Composite composite, List<Tensor> arguments) {}

  private final Function<Tensor, double[]> leaves;
  private final Summing workers;
  private final Map<Tensor, double[]> values = new HashMap<>();
  private final Map<Call, List<double[]>> calls = new HashMap<>();

  /**
   * An interpreter.
   *
   * @param leaves the entries of an {@link Op.Input} or {@link Op.Parameter}
   * @param workers sums over them
   */
  Interpreter(Function<Tensor, double[]> leaves, Summing workers) {
    this.leaves = leaves;
    this.workers = workers;
  }

  List<double[]> compute(Collection<Tensor> wanted) {
    Map<Tensor, CompletableFuture<double[]>> sums = new HashMap<>();
    List<Tensor> left = Traversal.inputsFirst(wanted);
    while (!left.isEmpty()) {
      List<Tensor> waiting = new ArrayList<>();
      for (Tensor node : left) {
        if (!values.keySet().containsAll(node.inputs())) {
          waiting.add(node);
        } else if (node.op() instanceof Op.AllReduce sum) {
          double[] mine = value(node.inputs().get(0));
          sums.put(node, workers.sum(sum.name(), mine));
        } else {
          values.put(node, compute(node));
        }
      }
      collect(sums);
      left = waiting;
    }
    while (!sums.isEmpty()) {
      collect(sums);
    }
    return wanted.stream().map(this::value).toList();
  }

  /** Waits for one of the sums at least, and takes those that are there. */
  private void collect(Map<Tensor, CompletableFuture<double[]>> sums) {
    if (sums.isEmpty()) {
      return;
    }
    try {
      CompletableFuture.anyOf(sums.values().toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof UserError lost) {
        throw lost;
      }
      throw failed;
    }
    sums.forEach(
        (node, sum) -> {
          if (sum.isDone()) {
            values.put(node, sum.join());
          }
        });
    sums.keySet().removeAll(values.keySet());
  }

  private double[] compute(Tensor node) {
    Op op = node.op();
    if (op instanceof Op.Input || op instanceof Op.Parameter) {
      return leaves.apply(node);
    }
    if (op instanceof Op.Call call) {
      return calls
          .computeIfAbsent(new Call(call.composite(), node.inputs()), this::compute)
          .get(call.result());
    }
    List<double[]> inputs = node.inputs().stream().map(this::value).toList();
    try {
      return KERNELS.run(new Kernel.Node(node, inputs));
    } catch (IllegalArgumentException fault) {
      throw new IllegalArgumentException(fault.getMessage() + ": " + node, fault);
    }
  }

  private List<double[]> compute(Call call) {
    Map<Tensor, double[]> actual = new HashMap<>();
    List<Tensor> formals = call.composite().formals();
    for (int i = 0; i < formals.size(); i++) {
      actual.put(formals.get(i), value(call.arguments().get(i)));
    }
    return new Interpreter(formal -> known(actual, formal), workers)
        .compute(call.composite().results());
  }

  private double[] value(Tensor node) {
    return known(values, node);
  }

  private static double[] known(Map<Tensor, double[]> values, Tensor node) {
    double[] entries = values.get(node);
    if (entries == null) {
      throw new IllegalStateException("not computed before it is needed: " + node);
    }
    return entries;
  }
}
