package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Inlined;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Decides which nodes of a graph XLA compiles together.
 *
 * <p>Products, convolutions and what else TensorFlow's own operations do better cut a graph into
 * levels: a node lies on the level of the number of such operations before it, as late as those who
 * need it allow. Nodes of one level that depend on each other are a cluster; since all that leaves
 * a level goes to a later one, clusters never wait for one another in a circle.
 *
 * <p>What is computed entry by entry from one large value is computed again in each cluster that
 * needs it: to read the one is as cheap as to read the other, which is then never written.
 */
final class Fusion {
  /** What costs no work within a function. */
  private static final Set<Class<? extends Op>> FREE =
      Set.of(
          Op.Constant.class,
          Op.Reshape.class,
          Op.Broadcast.class,
          Op.Slice.class,
          Op.ScaleGradient.class);

  /** A function of less is not worth its call. */
  private static final int LEAST_WORK = 2;

  /** At most so many nodes are computed again for one value. */
  private static final int MOST_AGAIN = 32;

  private final Inlined graph;
  private final Precision precision;
  private final Set<Tensor> roots;
  private final Set<Tensor> narrowRoots;
  private final List<Tensor> nodes;
  private final Map<Tensor, Integer> place = new HashMap<>();
  private final Map<Tensor, List<Tensor>> consumers = new HashMap<>();
  private final ReadBack readBack;
  private final Levels levels;
  private final Map<Tensor, Group> groups = new HashMap<>();

  /** Values that are written somewhere and read from there. */
  private final Set<Tensor> kept = new HashSet<>();

  /** What is written at once: one node, or a cluster. */
  sealed interface Unit {
    /** What it reads. */
    List<Tensor> inputs();

    /**
     * One node, as TensorFlow's own operation.
     *
     * @param narrow whether it takes narrow numbers and gives such
     */
    record Single(Tensor node, boolean narrow) implements Unit {
      @Override
      public List<Tensor> inputs() {
        return node.inputs();
      }
    }

    /** A function. */
    record Fused(Cluster cluster) implements Unit {
      @Override
      public List<Tensor> inputs() {
        return cluster.inputs();
      }
    }
  }

  /** Nodes of a level that depend on each other. */
  private static final class Group {
    private final Set<Tensor> members = new LinkedHashSet<>();
    private boolean worthwhile;
  }

  private Fusion(Inlined graph, Precision precision, Set<Tensor> narrowRoots) {
    this.narrowRoots = narrowRoots;
    this.graph = graph;
    this.precision = precision;
    roots = new HashSet<>(graph.roots());
    nodes = graph.nodes();
    for (Tensor node : nodes) {
      place.put(node, place.size());
      consumers.put(node, new ArrayList<>());
      node.inputs().forEach(input -> of(consumers, input).add(node));
    }
    readBack = new ReadBack(nodes, consumers, roots, this::takesFactors);
    levels = new Levels(nodes, consumers, readBack);
  }

  /**
   * The whole graph in an order in which it can be written.
   *
   * @param narrowRoots roots that are wanted narrow, too
   */
  static List<Unit> plan(Inlined graph, Precision precision, Set<Tensor> narrowRoots) {
    Fusion fusion = new Fusion(graph, precision, narrowRoots);
    fusion.group();
    fusion.keep();
    return fusion.units();
  }

  /** Each node by itself. */
  static List<Unit> none(Inlined graph, Precision precision) {
    return graph.nodes().stream()
        .<Unit>map(node -> new Unit.Single(node, precision.isProduct(node)))
        .toList();
  }

  private void group() {
    for (Tensor node : nodes) {
      boolean constant = node.op() instanceof Op.Constant;
      if (Fusible.is(node) && !constant && !readBack.isViewOfOne(node)) {
        Group group = new Group();
        group.members.add(node);
        groups.put(node, group);
        for (Tensor input : node.inputs()) {
          if (groups.containsKey(input) && levels.of(input) == levels.of(node)) {
            join(of(groups, input), of(groups, node));
          }
        }
      }
    }
    distinctGroups().forEach(group -> group.worthwhile = isWorthwhile(group));
  }

  private void join(Group one, Group other) {
    if (one != other) {
      Group larger = one.members.size() > other.members.size() ? one : other;
      Group smaller = larger == one ? other : one;
      larger.members.addAll(smaller.members);
      smaller.members.forEach(member -> groups.put(member, larger));
    }
  }

  private Set<Group> distinctGroups() {
    Set<Group> distinct = new LinkedHashSet<>();
    nodes.stream().filter(groups::containsKey).forEach(node -> distinct.add(of(groups, node)));
    return distinct;
  }

  private boolean isWorthwhile(Group group) {
    Set<Tensor> casts = new HashSet<>();
    long work = 0;
    for (Tensor node : group.members) {
      work += FREE.contains(node.op().getClass()) ? 0 : 1;
      node.inputs().stream().filter(this::isNarrow).forEach(casts::add);
      if (goesNarrow(node)) {
        casts.add(node);
      }
    }
    return work + casts.size() >= LEAST_WORK && work > 0;
  }

  /**
   * Products, the weights of attention, which are a softmax that becomes a factor, and what is put
   * together to become one, or waits as one or as a product gave it.
   */
  private boolean isNarrow(Tensor node) {
    if (precision.isProduct(node)) {
      return true;
    }
    if (node.op() instanceof Op.After) {
      return becomesFactors(node) || comesFromProduct(node.inputs().get(0));
    }
    return Kernels.isSoftmax(node)
        ? of(consumers, node).stream().anyMatch(precision::isProduct)
        : node.op() instanceof Op.Concatenate && !Fusible.is(node) && becomesFactors(node);
  }

  private boolean becomesFactors(Tensor node) {
    List<Tensor> all = of(consumers, node);
    return precision.mixed()
        && !all.isEmpty()
        && !roots.contains(node)
        && all.stream()
            .allMatch(
                consumer ->
                    (precision.isProduct(consumer) && !ExactProduct.is(consumer))
                        || (waitsOrIsView(node, consumer) && becomesFactors(consumer)));
  }

  private static boolean waitsOrIsView(Tensor value, Tensor consumer) {
    return consumer.op() instanceof Op.Reshape
        || (consumer.op() instanceof Op.After && !awaits(consumer, value));
  }

  /** Whether a value is what a node comes after, of which it needs no entry. */
  private static boolean awaits(Tensor consumer, Tensor value) {
    return consumer.op() instanceof Op.After && consumer.inputs().get(0) != value;
  }

  private boolean takesNarrow(Tensor consumer, Tensor value) {
    return isNarrow(consumer) && !awaits(consumer, value) && !ExactProduct.is(consumer);
  }

  private boolean comesFromProduct(Tensor value) {
    return precision.isProduct(value)
        || (value.op() instanceof Op.Reshape && comesFromProduct(value.inputs().get(0)));
  }

  /** Whether a node takes its inputs as products do. */
  private boolean takesFactors(Tensor node) {
    return precision.mixed() ? isNarrow(node) : Precision.multiplies(node);
  }

  private boolean goesNarrow(Tensor value) {
    return isReadNarrow(value)
        || narrowRoots.contains(value)
        || of(consumers, value).stream().anyMatch(consumer -> takesNarrow(consumer, value));
  }

  private boolean isReadNarrow(Tensor value) {
    return precision.mixed() && readBack.contains(value);
  }

  private boolean isFused(Tensor node) {
    Group group = groups.get(node);
    return group != null && group.worthwhile;
  }

  /** Decides what is written, inputs first. */
  private void keep() {
    for (Tensor node : nodes) {
      if (!isFused(node) || readBack.contains(node)) {
        kept.add(node);
      } else if (roots.contains(node) || isNeededPlain(node)) {
        kept.add(node);
      } else if (isNeededElsewhere(node)) {
        keepOrComputeAgain(node);
      }
    }
  }

  private boolean isNeededPlain(Tensor node) {
    return of(consumers, node).stream()
        .anyMatch(consumer -> !isFused(consumer) && !takesNarrow(consumer, node));
  }

  private boolean isNeededElsewhere(Tensor node) {
    return of(consumers, node).stream()
        .anyMatch(consumer -> isFused(consumer) && groups.get(consumer) != groups.get(node));
  }

  private void keepOrComputeAgain(Tensor value) {
    Set<Tensor> seen = new HashSet<>();
    List<Tensor> from = new ArrayList<>();
    Deque<Tensor> open = new ArrayDeque<>(List.of(value));
    int large = 0;
    while (!open.isEmpty()) {
      Tensor node = open.pop();
      if (!seen.add(node) || node.op() instanceof Op.Constant) {
        continue;
      }
      if (kept.contains(node) || !Fusible.isEntryByEntry(node)) {
        from.add(node);
        if (2L * node.shape().elements() > value.shape().elements()) {
          large += kept.contains(node) ? 1 : 2;
        }
      } else {
        open.addAll(node.inputs());
      }
    }
    if (large > 1 || seen.size() > MOST_AGAIN) {
      kept.add(value);
    } else {
      kept.addAll(from);
    }
  }

  private List<Unit> units() {
    Comparator<Tensor> order = Comparator.comparing(place::get);
    List<Tensor> firsts = new ArrayList<>();
    Map<Tensor, Cluster> clusters = new HashMap<>();
    for (Tensor node : nodes) {
      if (!isFused(node) && !standsInFunctionsAlone(node)) {
        firsts.add(node);
      }
    }
    for (Group group : distinctGroups()) {
      if (group.worthwhile) {
        List<Tensor> outputs = group.members.stream().filter(this::leaves).sorted(order).toList();
        if (!outputs.isEmpty()) {
          firsts.add(outputs.get(0));
          clusters.put(outputs.get(0), cluster(group, outputs));
        }
      }
    }
    firsts.sort(
        Comparator.comparingInt(levels::of).thenComparing(Fusible::is).thenComparing(order));
    List<Unit> units = new ArrayList<>();
    for (Tensor first : firsts) {
      Cluster cluster = clusters.get(first);
      units.add(
          cluster == null ? new Unit.Single(first, isNarrow(first)) : new Unit.Fused(cluster));
    }
    return units;
  }

  private boolean standsInFunctionsAlone(Tensor node) {
    return node.op() instanceof Op.Constant
        && Fusible.is(node)
        && !roots.contains(node)
        && of(consumers, node).stream().allMatch(this::isFused);
  }

  private boolean leaves(Tensor node) {
    return kept.contains(node) || goesNarrow(node);
  }

  /** All that the outputs are computed from, back to what is written elsewhere. */
  private Cluster cluster(Group group, List<Tensor> outputs) {
    Set<Tensor> inside = new HashSet<>();
    Set<Tensor> inputs = new LinkedHashSet<>();
    Deque<Tensor> open = new ArrayDeque<>(outputs);
    while (!open.isEmpty()) {
      Tensor node = open.pop();
      boolean constant = node.op() instanceof Op.Constant && Fusible.is(node);
      if (constant || group.members.contains(node) || !kept.contains(node)) {
        if (inside.add(node)) {
          open.addAll(node.inputs());
        }
      } else {
        inputs.add(node);
      }
    }
    Comparator<Tensor> order = Comparator.comparing(place::get);
    return new Cluster(
        name(group),
        inside.stream().sorted(order).toList(),
        inputs.stream().sorted(order).toList(),
        outputs.stream().filter(value -> kept.contains(value) && !isReadNarrow(value)).toList(),
        outputs.stream().filter(this::goesNarrow).toList(),
        List.of());
  }

  /** What it is made of: its composites, or else its operations. */
  private String name(Group group) {
    Set<String> composites = new LinkedHashSet<>();
    Set<String> operations = new LinkedHashSet<>();
    group.members.stream()
        .sorted(Comparator.comparing(place::get))
        .forEach(
            node -> {
              graph.origin(node).composite().ifPresent(composites::add);
              if (!FREE.contains(node.op().getClass())) {
                operations.add(node.op().getClass().getSimpleName());
              }
            });
    return String.join("_", composites.isEmpty() ? operations : composites);
  }

  private static <T> T of(Map<Tensor, T> map, Tensor node) {
    return Objects.requireNonNull(map.get(node), node::toString);
  }
}
