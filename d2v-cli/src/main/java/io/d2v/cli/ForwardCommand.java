package io.d2v.cli;

import io.d2v.api.CheckpointLayout.Given;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.core.interchange.ForeignModel;
import io.d2v.core.interchange.Trained;
import io.d2v.core.run.Safetensors;
import io.d2v.core.train.ForwardPass;
import io.d2v.core.train.Method;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a model on raw tensors. */
@Command(
    name = "forward",
    description = {
      "Run a model on named raw tensors.",
      "They are taken as they would come out of preparation: the encoder's inputs, "
          + "with valid (1 for a token, 0 for padding) where samples are padded; or for a "
          + "Hugging Face folder the arguments of its model (pixel_values, "
          + "attention_mask, ...). Writes hidden_states.0 (what goes into the first "
          + "block) to hidden_states.L, last_hidden_state, and what the model's head "
          + "makes of it: pooler_output, logits, and the loss where labels are given."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v forward runs/photos --inputs pixels.safetensors --out states.safetensors",
      "  d2v forward data2vec-vision-base/ --inputs pixel-values.safetensors \\",
      "      --out states.safetensors"
    })
final class ForwardCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description = "A run's or checkpoint's folder, or one of Hugging Face's.")
  Path model = Path.of("");

  @Option(
      names = "--inputs",
      required = true,
      paramLabel = "FILE",
      description = "A safetensors file of tensors with a batch axis in front.")
  Path inputs = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The safetensors file to write.")
  Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    Trained trained = Wiring.make(spec, Workshop.class).load(model);
    Map<String, Array> tensors = Safetensors.read(inputs);
    Given given = trained.given(tensors);
    Method method = trained.method(given);
    ForwardPass pass = ForwardPass.of(method, given, ForeignModel.labels(tensors));
    try (Backend backend = method.openBackend()) {
      Map<String, Array> results = pass.run(backend, trained.student());
      Safetensors.write(out, results, Map.of("format", "d2v"));
      spec.commandLine().getOut().println(results.size() + " tensors written to " + out);
    }
    return 0;
  }
}
