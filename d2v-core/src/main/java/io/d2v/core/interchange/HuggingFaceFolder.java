package io.d2v.core.interchange;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.Configuration;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.core.pickle.PyTorchFile;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.run.Safetensors;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A folder as Hugging Face's transformers saves one: {@code config.json} and the parameters, as
 * {@code model.safetensors} or, as it did before, {@code pytorch_model.bin}.
 */
public record HuggingFaceFolder(Path path) {
  private static final String CONFIG = "config.json";
  private static final String PARAMETERS = "model.safetensors";
  private static final String PICKLED = "pytorch_model.bin";
  private static final String FOLDER_KEY = "folder";
  private static final String PREPROCESSOR_KEY = "preprocessor";
  private static final String PREPROCESSOR = "preprocessor_config.json";

  /** Whether this is such a folder. */
  public boolean exists() {
    return Files.isRegularFile(path.resolve(CONFIG)) && (has(PARAMETERS) || has(PICKLED));
  }

  /**
   * Reads the model.
   *
   * @throws io.d2v.api.UserError of kind CHECKPOINT, if it is damaged or can't be built here
   * @throws IOException if reading fails
   */
  public ForeignModel read(Plugins plugins) throws IOException {
    Path file = path.resolve(CONFIG);
    Map<String, Object> entries = PlainJson.read(file);
    entries.put(FOLDER_KEY, path.toAbsolutePath().normalize().toString());
    Path preprocessor = path.resolve(PREPROCESSOR);
    if (Files.isRegularFile(preprocessor)) {
      entries.put(PREPROCESSOR_KEY, PlainJson.read(preprocessor));
    }
    Configuration config = new Configuration(file.toString(), entries);
    return new ForeignModel(
        plugins,
        path.toString(),
        config.text("model_type"),
        config,
        new ForeignModel.Stored(parameters(), Map.of()));
  }

  private Map<String, Array> parameters() throws IOException {
    if (has(PARAMETERS)) {
      return Safetensors.read(path.resolve(PARAMETERS));
    }
    if (!has(PICKLED)) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          path
              + ": holds no parameters; looked for "
              + PARAMETERS
              + " and "
              + PICKLED
              + " (one in several files has to be saved as one: save_pretrained with a"
              + " max_shard_size above its size)");
    }
    try (PyTorchFile file = PyTorchFile.open(path.resolve(PICKLED))) {
      if (file.root() instanceof Map<?, ?> state) {
        return file.tensors(state);
      }
    }
    throw new UserError(
        UserError.Kind.CHECKPOINT,
        path.resolve(PICKLED) + ": not a model's parameters: it holds no map of tensors");
  }

  private boolean has(String name) {
    return Files.isRegularFile(path.resolve(name));
  }

  /**
   * Writes a model; what only pre-training needs (the prediction head) has no place there.
   *
   * @param weights by our paths
   * @throws UserError if the folder is in use, or such a model has no place there
   * @throws IOException if writing fails
   */
  public void write(Method method, Map<String, Array> weights) throws IOException {
    Map<String, String> settings = method.recipe().settings();
    CheckpointLayout layout = null;
    Map<String, Object> config = Map.of();
    for (CheckpointLayout one : method.modality().layouts()) {
      Optional<Map<String, Object>> written = config(one, settings);
      if (written.isPresent()) {
        layout = one;
        config = written.get();
      }
    }
    if (layout == null) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          "Hugging Face's transformers has no data2vec model for "
              + method.modality().name()
              + "; --to safetensors writes the parameters under their own names");
    }
    Map<String, Array> kept = new TreeMap<>(weights);
    kept.keySet().removeIf(name -> name.startsWith("head.") || name.startsWith("decoder."));
    Map<String, Array> theirs =
        new Renaming(layout.names(settings)).toTheirs(path.toString(), kept);
    NewFolder.require(path);
    Map<String, Object> rest = new LinkedHashMap<>(config);
    Object preprocessor = rest.remove(PREPROCESSOR_KEY);
    if (preprocessor instanceof Map<?, ?> entries) {
      Map<String, Object> copied = new LinkedHashMap<>();
      entries.forEach((key, value) -> copied.put(String.valueOf(key), value));
      Files.writeString(path.resolve(PREPROCESSOR), PlainJson.write(copied));
    }
    Safetensors.write(path.resolve(PARAMETERS), theirs, Map.of("format", "pt"));
    Files.writeString(path.resolve(CONFIG), PlainJson.write(rest));
    layout.writeBeside(settings, path);
  }

  private static Optional<Map<String, Object>> config(
      CheckpointLayout layout, Map<String, String> settings) {
    try {
      return layout.config(settings);
    } catch (UserError other) {
      throw new UserError(
          other.kind(),
          other.getMessage()
              + ", so transformers has no class for it; --to safetensors writes its parameters"
              + " under their own names, and --to savedmodel all of it for TensorFlow",
          other);
    }
  }
}
