package io.d2v.core.interchange;

import io.d2v.api.Configuration;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.core.pickle.PyTorchFile;
import io.d2v.core.plugins.Plugins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A checkpoint of fairseq: PyTorch's file of configuration and parameters. */
public record FairseqFile(Path path) {
  private static final String KIND = "_name";

  /**
   * Reads the student of the checkpoint.
   *
   * @throws UserError of kind CHECKPOINT, if it is damaged or can't be built here
   * @throws IOException if reading fails
   */
  public ForeignModel read(Plugins plugins) throws IOException {
    try (PyTorchFile file = PyTorchFile.open(path)) {
      if (!(file.root() instanceof Map<?, ?> root)
          || !(root.get("model") instanceof Map<?, ?> model)) {
        throw new UserError(
            UserError.Kind.CHECKPOINT, path + ": not a checkpoint of fairseq: it has no 'model'");
      }
      return model(plugins, settings(root), file.tensors(model));
    }
  }

  /** The model of these settings and parameters. */
  ForeignModel model(Plugins plugins, Map<String, Object> settings, Map<String, Array> tensors) {
    Map<String, Object> shapes = new TreeMap<>();
    tensors.forEach(
        (name, array) -> shapes.put(name, Arrays.stream(array.shape().sizes()).boxed().toList()));
    Map<String, Object> entries = new LinkedHashMap<>(settings);
    entries.put("shapes", shapes);
    Configuration config = new Configuration(path + ", cfg.model", entries);
    return new ForeignModel(plugins, path.toString(), config.text(KIND), config, tensors);
  }

  /** What {@code cfg.model} says, or for older files {@code args}. */
  private Map<String, Object> settings(Map<?, ?> root) {
    Map<String, Object> all = PlainState.of(root.get("cfg"));
    if (all.get("model") instanceof Map<?, ?> model) {
      Map<String, Object> named = new LinkedHashMap<>();
      model.forEach((key, value) -> named.put(String.valueOf(key), value));
      return named;
    }
    Map<String, Object> arguments = PlainState.of(root.get("args"));
    if (arguments.get("arch") instanceof String arch) {
      arguments.putIfAbsent(KIND, arch);
      return arguments;
    }
    throw new UserError(
        UserError.Kind.CHECKPOINT,
        path + ": not a checkpoint of fairseq: neither cfg.model nor args say what model it is of");
  }
}
