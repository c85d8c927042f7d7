package io.d2v.cli;

import io.d2v.api.backend.Backend;
import io.d2v.core.interchange.HuggingFaceFolder;
import io.d2v.core.interchange.NewFolder;
import io.d2v.core.interchange.PlainFolder;
import io.d2v.core.interchange.Trained;
import io.d2v.core.train.ForwardPass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a run's model for other software. */
@Command(
    name = "export",
    description = {
      "Write a run's model for other software.",
      "hf: a folder that Hugging Face's transformers loads, for text with the "
          + "tokenizer if it is where the recipe says. safetensors: a folder with the "
          + "parameters under their own names, and the recipe. savedmodel: what "
          + "TensorFlow loads, with the names that d2v forward has for inputs and "
          + "results."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v export runs/photos --to hf photos-model/"})
final class ExportCommand implements Callable<Integer> {
  /** What a model can be written as. */
  enum Form {
    HF,
    SAFETENSORS,
    SAVEDMODEL
  }

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run's or checkpoint's folder.")
  Path run = Path.of("");

  @Parameters(index = "1", paramLabel = "DIR", description = "The folder to make.")
  Path folder = Path.of("");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORM",
      description = "What for: hf, safetensors or savedmodel, as said above.")
  Form form = Form.HF;

  @Option(
      names = "--batch",
      defaultValue = "1",
      paramLabel = "N",
      description = "How many samples a SavedModel takes at once (${DEFAULT-VALUE}).")
  int batch;

  @Override
  public Integer call() throws Exception {
    Trained trained = Wiring.make(spec, Workshop.class).load(run);
    switch (form) {
      case HF -> new HuggingFaceFolder(folder).write(trained.method(), trained.student());
      case SAVEDMODEL -> saveModel(trained);
      case SAFETENSORS -> new PlainFolder(folder).write(trained.method(), trained.student());
    }
    spec.commandLine().getOut().println("written to " + folder);
    return 0;
  }

  private void saveModel(Trained trained) throws IOException {
    NewFolder.require(folder);
    ForwardPass pass = ForwardPass.ofSize(trained.method(), batch);
    try (Backend backend = trained.method().openBackend()) {
      pass.save(backend, trained.student(), folder);
    }
  }
}
