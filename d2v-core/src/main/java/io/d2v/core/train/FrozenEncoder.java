package io.d2v.core.train;

import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.Objective;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An encoder whose weights stay as they are, on a device of its own. */
public final class FrozenEncoder implements AutoCloseable {
  private static final String ROOT = Objective.STUDENT + ".";

  private final Backend backend;
  private final FeatureExtractor extractor;

  private FrozenEncoder(Method method, int batch, Map<String, Array> weights) {
    backend = method.openBackend();
    weights.forEach((path, array) -> backend.write(ROOT + path, array));
    extractor = new FeatureExtractor(backend, method.objective(), Objective.STUDENT, batch);
  }

  /**
   * The encoder of a checkpoint.
   *
   * @param weights by path without the root, as a checkpoint's student or teacher
   * @param batch how many samples a run takes
   * @throws io.d2v.api.UserError if one is missing or of another shape than the recipe says
   */
  public static FrozenEncoder of(Method method, Map<String, Array> weights, int batch) {
    Map<String, Array> used = new TreeMap<>(weights);
    used.keySet().removeIf(path -> !Objective.encodes(path));
    Checked.shapes("encoder", Parameters.shapes(declared(method.objective())), used);
    return new FrozenEncoder(method, batch, used);
  }

  /** The encoder that a run of this seed begins with. */
  public static FrozenEncoder random(Method method, long seed, int batch) {
    Map<String, Array> weights = new TreeMap<>();
    declared(method.objective())
        .forEach(
            (path, parameter) ->
                weights.put(
                    path, Weights.first(parameter.init(), parameter.shape(), seed, ROOT + path)));
    return new FrozenEncoder(method, batch, weights);
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

  private static Map<String, Parameters.Declared> declared(Objective objective) {
    Objective.Encoded encoded =
        objective.encode(
            Objective.STUDENT,
            MaskedBatch.inputs(objective.encoder(), "", 1),
            MaskedBatch.valid(objective.encoder(), 1));
    return Parameters.declared(ROOT, List.of(encoded.output().last()));
  }
}
