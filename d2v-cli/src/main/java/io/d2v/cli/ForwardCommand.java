package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.TensorType;
import io.d2v.core.run.Safetensors;
import io.d2v.core.train.FeatureExtractor;
import io.d2v.core.train.FrozenEncoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an encoder on raw tensors. */
@Command(
    name = "forward",
    description = {
      "Run an encoder on named raw tensors.",
      "They are taken as they would come out of preparation.",
      "Writes hidden_states.0 (what goes into the first block) to hidden_states.L and",
      "last_hidden_state."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  d2v forward runs/photos --inputs in.safetensors --out out.safetensors"
    })
final class ForwardCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "CHECKPOINT", description = "A run's or checkpoint's folder.")
  Path checkpoint = Path.of("");

  @Option(names = "--inputs", required = true, description = "Tensors with a batch axis in front.")
  Path inputs = Path.of("");

  @Option(names = "--out", required = true, description = "File to write.")
  Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    Workshop.Trained trained = Wiring.make(Workshop.class).load(checkpoint);
    Map<String, Array> given = Safetensors.read(inputs);
    int batch = batch(trained.method().objective().encoder().inputs(), given);
    try (FrozenEncoder encoder = FrozenEncoder.of(trained.method(), trained.student(), batch)) {
      int[] valid = new int[batch];
      Arrays.fill(valid, trained.method().objective().encoder().grid().tokens());
      FeatureExtractor.Features features = encoder.extractor().features(0, given, valid);
      Map<String, Array> written = new LinkedHashMap<>();
      for (int i = 0; i < features.hidden().size(); i++) {
        written.put("hidden_states." + i, features.hidden().get(i));
      }
      written.put("last_hidden_state", features.last());
      Safetensors.write(out, written, Map.of("format", "d2v"));
      spec.commandLine().getOut().println(written.size() + " tensors written to " + out);
    }
    return 0;
  }

  /** The batch size, after the names and shapes have been found right. */
  private int batch(Map<String, TensorType> expected, Map<String, Array> given) {
    Map<String, String> wanted = new TreeMap<>();
    expected.forEach((name, type) -> wanted.put(name, "[batch, " + type.shape() + "]"));
    int batch = 0;
    boolean fits = given.keySet().equals(expected.keySet());
    for (Map.Entry<String, TensorType> entry : expected.entrySet()) {
      Array array = given.get(entry.getKey());
      if (array == null || array.shape().rank() != entry.getValue().shape().rank() + 1) {
        fits = false;
        break;
      }
      int first = array.shape().size(0);
      int[] rest = Arrays.copyOfRange(array.shape().sizes(), 1, array.shape().rank());
      fits &=
          Shape.of(rest).equals(entry.getValue().shape())
              && array.type().dtype() == entry.getValue().dtype()
              && (batch == 0 || batch == first);
      batch = first;
    }
    if (!fits) {
      Map<String, String> found = new TreeMap<>();
      given.forEach((name, array) -> found.put(name, array.type().toString()));
      throw new UserError(
          UserError.Kind.DATA,
          inputs + ": the encoder takes " + wanted + ", the file holds " + found);
    }
    return batch;
  }
}
