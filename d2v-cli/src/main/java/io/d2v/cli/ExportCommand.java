package io.d2v.cli;

import io.d2v.core.interchange.HuggingFaceFolder;
import io.d2v.core.interchange.PlainFolder;
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
      "hf: a folder that Hugging Face's transformers loads. safetensors: a folder with the",
      "parameters under their own names, and the recipe."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v export runs/photos --to hf photos-model/"})
final class ExportCommand implements Callable<Integer> {
  /** What a model can be written as. */
  enum Form {
    HF,
    SAFETENSORS
  }

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run's or checkpoint's folder.")
  Path run = Path.of("");

  @Parameters(index = "1", paramLabel = "DIR", description = "The folder to make.")
  Path folder = Path.of("");

  @Option(names = "--to", required = true, description = "${COMPLETION-CANDIDATES}")
  Form form = Form.HF;

  @Override
  public Integer call() throws Exception {
    Workshop.Trained trained = Wiring.make(Workshop.class).load(run);
    switch (form) {
      case HF -> new HuggingFaceFolder(folder).write(trained.method(), trained.student());
      case SAFETENSORS -> new PlainFolder(folder).write(trained.method(), trained.student());
    }
    spec.commandLine().getOut().println("written to " + folder);
    return 0;
  }
}
