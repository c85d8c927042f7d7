package io.d2v.core.train;

import io.d2v.api.CheckpointLayout.Given;
import io.d2v.api.Encoder;
import io.d2v.api.TargetBuilder.Layer;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.core.autodiff.Gradients;
import io.d2v.core.model.TaskHead;
import io.d2v.core.model.Transformer;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.Objective;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An encoder and its task's head on one batch of prepared samples, evaluating.
 *
 * @param feeds what the batch is fed as
 * @param results by name: {@code hidden_states.0} (what goes into the first block) to {@code
 *     hidden_states.L}, {@code last_hidden_state}, what parts show, and what the head makes of it
 * @param root of the parameters' paths, with its dot
 */
public record ForwardPass(Map<String, Array> feeds, Map<String, Tensor> results, String root) {
  private static final String MASK = "mask";
  private static final String LABELS = "labels";
  private static final String ROOT = Objective.STUDENT + ".";

  /** The graph for a batch of the encoder's largest size without masks, whatever it holds. */
  public static ForwardPass ofSize(Method method, int batch) {
    Encoder encoder = method.objective().encoder();
    Map<String, Array> inputs = new TreeMap<>();
    MaskedBatch.inputs(encoder, "", batch)
        .forEach((name, tensor) -> inputs.put(name, Zeros.of(tensor.type())));
    Optional<Array> valid =
        MaskedBatch.valid(encoder, batch).map(tensor -> Zeros.of(tensor.type()));
    return of(method, new Given(Map.of(), inputs, valid, Optional.empty()));
  }

  /**
   * A batch by the names that it is fed by: the encoder's inputs, and where samples can be padded
   * {@code valid}, FLOAT32 {@code [batch, tokens]}; without it all are tokens.
   */
  public static Given given(Method method, Map<String, Array> tensors) {
    Map<String, Array> inputs = new TreeMap<>(tensors);
    Optional<Array> valid =
        method.objective().encoder().padded()
            ? Optional.ofNullable(inputs.remove(MaskedBatch.VALID))
            : Optional.empty();
    return new Given(Map.of(), inputs, valid, Optional.empty());
  }

  /**
   * Writes the graph for a batch.
   *
   * @throws io.d2v.api.UserError of kind DATA, if none of the encoder's sizes is the batch's, or
   *     {@code valid} is of another
   */
  public static ForwardPass of(Method method, Given given) {
    return of(method, given, Optional.empty());
  }

  /** The same, and the {@code loss} against labels, where the head has one. */
  public static ForwardPass of(Method method, Given given, Optional<Array> labels) {
    Encoder encoder = Fitting.size(method.objective().encoder(), given.inputs());
    given.valid().ifPresent(array -> Fitting.valid(encoder, given.inputs(), array));
    Map<String, Array> feeds = new TreeMap<>(given.inputs());
    Map<String, Tensor> inputs = new TreeMap<>();
    given.inputs().forEach((name, array) -> inputs.put(name, Tensor.input(name, array.type())));
    Optional<Tensor> valid =
        given
            .valid()
            .map(
                array -> {
                  feeds.put(MaskedBatch.VALID, array);
                  return Tensor.input(MaskedBatch.VALID, array.type()); // [B, T]
                });
    Optional<Tensor> mask =
        given
            .mask()
            .map(
                array -> {
                  feeds.put(MASK, array);
                  int[] sizes = array.shape().sizes();
                  return Tensor.input(MASK, array.type()).reshape(sizes[0], sizes[1], 1);
                }); // [B, T, 1]
    Map<String, Tensor> shown = new TreeMap<>();
    Objective.Encoded encoded =
        method
            .objective()
            .with(encoder)
            .encode(Scope.of(Objective.STUDENT).watched(shown::put), inputs, valid, mask);
    shown.keySet().removeIf(Transformer::isWeights); // of all blocks they are more than all else
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("hidden_states.0", encoded.tokens().values());
    for (Layer layer : encoded.output().layers()) {
      results.put("hidden_states." + results.size(), layer.output());
    }
    results.put("last_hidden_state", encoded.output().last());
    results.putAll(shown);
    method
        .task()
        .ifPresent(
            head ->
                results.putAll(
                    head.apply(
                        Scope.of(Objective.STUDENT),
                        new TaskHead.Read(
                            encoded.output().last(), encoded.tokens().extra(), valid))));
    if (labels.isPresent() && results.containsKey(TaskHead.LOGITS)) {
      Tensor logits = Objects.requireNonNull(results.get(TaskHead.LOGITS));
      Tensor wanted = Tensor.input(LABELS, labels.get().type());
      method
          .task()
          .flatMap(head -> head.loss(logits, wanted, valid))
          .ifPresent(
              loss -> {
                results.put("loss", loss);
                feeds.put(LABELS, labels.get());
              });
    }
    return new ForwardPass(feeds, results, ROOT);
  }

  /** The gradient of the loss by each parameter, by its path without the root, as results. */
  public ForwardPass gradients() {
    Tensor loss = Objects.requireNonNull(results.get("loss"), "the batch has no labels");
    Set<String> paths = Parameters.declared("", List.of(loss)).keySet();
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    Gradients.ofParameters(loss, paths)
        .forEach((path, gradient) -> gradients.put(path.substring(root.length()), gradient));
    return new ForwardPass(feeds, gradients, root);
  }

  /** The parameters that the results need: path without the root to shape. */
  public Map<String, Shape> parameters() {
    return Parameters.shapes(Parameters.declared(root, results.values()));
  }

  /**
   * Runs it.
   *
   * @param weights by path without the root
   * @throws io.d2v.api.UserError if one is missing or of another shape than the recipe says
   */
  public Map<String, Array> run(Backend backend, Map<String, Array> weights) {
    write(backend, weights);
    Program program = program();
    Map<String, Array> fed = new HashMap<>(feeds);
    fed.keySet().retainAll(program.inputs().keySet());
    Map<String, Array> found = new LinkedHashMap<>();
    try (Executable executable = backend.compile(program)) {
      List<Array> arrays = executable.run(fed);
      List<String> names = new ArrayList<>(results.keySet());
      for (int i = 0; i < names.size(); i++) {
        found.put(names.get(i), arrays.get(i));
      }
    }
    return found;
  }

  /**
   * Saves it with its weights as the backend's software loads it; its inputs keep their names and
   * sizes.
   *
   * @param weights by path without the root
   * @throws io.d2v.api.UserError as {@link #run}, or if the backend can't save programs
   */
  public void save(Backend backend, Map<String, Array> weights, Path folder) throws IOException {
    write(backend, weights);
    backend.save(program(), List.copyOf(results.keySet()), folder);
  }

  private Program program() {
    return Program.of("forward", List.copyOf(results.values()));
  }

  /**
   * Writes its parameters to a device.
   *
   * @param weights by path without the root
   * @throws io.d2v.api.UserError if one is missing or of another shape than the recipe says
   */
  public void write(Backend backend, Map<String, Array> weights) {
    Map<String, Shape> expected = parameters();
    Map<String, Array> used = new HashMap<>(weights);
    used.keySet().removeIf(path -> !expected.containsKey(path) && !Objective.encodes(path));
    Checked.shapes("encoder", expected, used);
    used.forEach((path, array) -> backend.write(root + path, array));
  }
}
