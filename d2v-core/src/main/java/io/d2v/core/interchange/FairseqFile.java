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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A checkpoint of fairseq: PyTorch's file of configuration and parameters. */
public record FairseqFile(Path path) {
  private static final String KIND = "_name";
  private static final String TEACHER = "_ema";
  private static final Pattern MODALITY = Pattern.compile("modality_encoders\\.([A-Z]+)\\..*");

  /**
   * Reads student and teacher of the checkpoint.
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
      Map<String, Array> teacher =
          model.get(TEACHER) instanceof Map<?, ?> average ? file.tensors(average) : Map.of();
      return model(plugins, settings(root), new ForeignModel.Stored(file.tensors(model), teacher));
    }
  }

  /** The model of these settings and parameters. */
  ForeignModel model(Plugins plugins, Map<String, Object> settings, ForeignModel.Stored stored) {
    Map<String, Array> tensors = stored.student();
    Map<String, Object> shapes = new TreeMap<>();
    tensors.forEach(
        (name, array) -> shapes.put(name, Arrays.stream(array.shape().sizes()).boxed().toList()));
    Map<String, Object> entries = new LinkedHashMap<>(settings);
    entries.put("shapes", shapes);
    Configuration config = new Configuration(path + ", cfg.model", entries);
    String kind = config.text(KIND) + modality(tensors.keySet());
    return new ForeignModel(plugins, path.toString(), kind, config, stored);
  }

  /** Which one a model that is made for several modalities holds; nothing for other models. */
  private String modality(Set<String> names) {
    List<String> found =
        names.stream()
            .map(MODALITY::matcher)
            .filter(Matcher::matches)
            .map(matcher -> "." + matcher.group(1).toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
    if (found.size() > 1) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          path
              + ": holds encoders for several kinds of data ("
              + String.join(", ", found)
              + "); a run is of one, so a checkpoint of one is needed");
    }
    return found.isEmpty() ? "" : found.get(0);
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
