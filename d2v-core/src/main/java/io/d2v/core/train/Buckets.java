package io.d2v.core.train;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which gradients are summed over the workers in one all-reduce. Those that the backward pass
 * finishes first come first, so that they are on their way while it computes the others, as in
 * PyTorch's DistributedDataParallel (Li et al. 2020). Large ones go by themselves, since to join
 * them would read and write all of them twice more.
 *
 * @param paths of the parameters in each
 * @param wire what entries are on their way
 */
record Buckets(List<List<String>> paths, Wire wire) {
  /** Entries of several parameters in a bucket: PyTorch's 25 MiB of float32. */
  static final int MOST = (25 << 20) / Float.BYTES;

  /** Entries of a parameter from which on it goes by itself: 1 MiB of float32. */
  static final int LARGE = (1 << 20) / Float.BYTES;

  /** Copies the lists. */
  Buckets {
    paths = paths.stream().map(List::copyOf).toList();
  }

  /**
   * For the gradients of a loss. Those of batches of other sizes, which have the same parameters,
   * are summed in the same buckets: in one update workers may have batches of different sizes.
   *
   * @param gradients by path of the parameter
   * @param most entries in a bucket
   * @param large parameters of so many entries are in none with others
   */
  static Buckets of(Tensor loss, Map<String, Tensor> gradients, int most, int large, Wire wire) {
    List<List<String>> buckets = new ArrayList<>();
    List<String> open = new ArrayList<>();
    long entries = most;
    for (String path : finished(loss, gradients.keySet())) {
      int more = get(gradients, path).shape().elements();
      if (more >= large) {
        buckets.add(List.of(path));
        continue;
      }
      if (entries + more > most) {
        open = new ArrayList<>();
        buckets.add(open);
        entries = 0;
      }
      open.add(path);
      entries += more;
    }
    return new Buckets(buckets, wire);
  }

  /** What the forward pass reads last, the backward pass is done with first. */
  private static List<String> finished(Tensor loss, Set<String> trained) {
    Set<String> read = new LinkedHashSet<>();
    for (Tensor node : Traversal.inputsFirst(List.of(loss))) {
      if (node.op() instanceof Op.Parameter parameter && trained.contains(parameter.path())) {
        read.add(parameter.path());
      }
    }
    List<String> finished = new ArrayList<>(read);
    Collections.reverse(finished);
    return finished;
  }

  /** The sums over the workers, by path of the parameter, in the order of what is given. */
  Map<String, Tensor> sum(Map<String, Tensor> gradients) {
    Map<String, Tensor> sums = new LinkedHashMap<>(gradients);
    for (int bucket = 0; bucket < paths.size(); bucket++) {
      List<String> together = paths.get(bucket);
      List<Tensor> flat = together.stream().map(path -> get(gradients, path).reshape(-1)).toList();
      Tensor joined = flat.size() == 1 ? flat.get(0) : Tensor.concatenate(0, flat); // [E]
      int entries = joined.shape().elements();
      Tensor sum =
          joined.allReduce(
              "gradients " + bucket + " of " + entries + " entries", wire == Wire.BF16); // [E]
      int begin = 0;
      for (String path : together) {
        Shape shape = get(gradients, path).shape();
        Tensor part = flat.size() == 1 ? sum : sum.range(0, begin, shape.elements());
        sums.put(path, part.reshape(shape.sizes()));
        begin += shape.elements();
      }
    }
    return sums;
  }

  private static Tensor get(Map<String, Tensor> gradients, String path) {
    return Objects.requireNonNull(gradients.get(path), path);
  }
}
