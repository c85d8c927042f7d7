package io.d2v.core.train;

import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.MaskedBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** An encoder whose weights stay as they are, on a device of its own. */
public final class FrozenEncoder implements AutoCloseable {
  private static final String ROOT = Data2Vec.STUDENT + ".";

  private final Backend backend;
  private final FeatureExtractor extractor;

  private FrozenEncoder(Method method, int batch, BiFunction<String, Op.Parameter, Array> values) {
    Map<String, Tensor> declared = declared(method.objective());
    Map<String, Array> weights = new TreeMap<>();
    declared.forEach(
        (path, node) -> weights.put(path, values.apply(path, (Op.Parameter) node.op())));
    backend = method.openBackend();
    weights.forEach((path, array) -> backend.write(ROOT + path, array));
    extractor = new FeatureExtractor(backend, method.objective(), Data2Vec.STUDENT, batch);
  }

  /**
   * The encoder of a checkpoint.
   *
   * @param weights by path without the root, as a checkpoint's student or teacher
   * @param batch how many samples a run takes
   * @throws io.d2v.api.UserError if one is missing or of another shape than the recipe says
   */
  public static FrozenEncoder of(Method method, Map<String, Array> weights, int batch) {
    Map<String, Shape> expected = new TreeMap<>();
    declared(method.objective()).forEach((path, node) -> expected.put(path, node.shape()));
    Map<String, Array> used = new HashMap<>(weights);
    used.keySet().removeIf(path -> !Data2Vec.encodes(path));
    Checked.shapes("encoder", expected, used);
    return new FrozenEncoder(
        method, batch, (path, parameter) -> Objects.requireNonNull(used.get(path)));
  }

  /** The encoder that a run of this seed begins with. */
  public static FrozenEncoder random(Method method, long seed, int batch) {
    Map<String, Tensor> declared = declared(method.objective());
    return new FrozenEncoder(
        method,
        batch,
        (path, parameter) ->
            Weights.first(
                parameter.init(),
                Objects.requireNonNull(declared.get(path)).shape(),
                seed,
                ROOT + path));
  }

  /** How many samples a run takes. */
  public int batch() {
    return extractor.batch();
  }

  /** What runs the encoder. */
  public FeatureExtractor extractor() {
    return extractor;
  }

  @Override
  public void close() {
    extractor.close();
    backend.close();
  }

  private static Map<String, Tensor> declared(Data2Vec objective) {
    Data2Vec.Encoded encoded =
        objective.encode(
            Data2Vec.STUDENT,
            MaskedBatch.inputs(objective.encoder(), "", 1),
            MaskedBatch.valid(objective.encoder(), 1));
    Map<String, Tensor> declared = new TreeMap<>();
    for (Tensor node : Traversal.inputsFirst(List.of(encoded.output().last()))) {
      if (node.op() instanceof Op.Parameter parameter) {
        declared.put(parameter.path().substring(ROOT.length()), node);
      }
    }
    return declared;
  }
}
