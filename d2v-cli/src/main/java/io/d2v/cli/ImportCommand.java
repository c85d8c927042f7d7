package io.d2v.cli;

import io.d2v.core.interchange.ForeignModel;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.Keep;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunLock;
import io.d2v.core.train.FirstCheckpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a run of a model that other software stored. */
@Command(
    name = "import",
    description = {
      "Make a run of a model that other software stored.",
      "Every command that takes a run takes it then; commands that only read one "
          + "also take a Hugging Face folder as it is."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v import hf data2vec-vision-base/ --run runs/base",
      "  d2v import fairseq audio_base_ls.pt --run runs/speech",
      "  d2v import fairseq base_imagenet.pt --run runs/imagenet"
    })
final class ImportCommand implements Callable<Integer> {
  /** Where a model can come from. */
  enum Origin {
    HF,
    FAIRSEQ
  }

  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "Whose files they are: hf (Hugging Face's transformers) or fairseq.")
  Origin from = Origin.HF;

  @Parameters(
      index = "1",
      paramLabel = "PATH",
      description =
          "A folder with config.json and model.safetensors (or pytorch_model.bin), or "
              + "fairseq's file.")
  Path path = Path.of("");

  @Option(
      names = "--run",
      required = true,
      paramLabel = "DIR",
      description = "The new run's folder.")
  Path run = Path.of("");

  @Override
  public Integer call() throws Exception {
    Workshop workshop = Wiring.make(spec, Workshop.class);
    ForeignModel model =
        switch (from) {
          case HF -> workshop.huggingFace(path);
          case FAIRSEQ -> workshop.fairseq(path);
        };
    Checkpoint checkpoint = FirstCheckpoint.of(model.method(), model.student(), model.teacher());
    RunFolder folder = RunFolder.create(run);
    Path saved = save(folder, checkpoint);
    PrintWriter out = spec.commandLine().getOut();
    String teacher =
        model.teacher().isEmpty() ? "" : ", and " + model.teacher().size() + " of its teacher";
    out.println(model.student().size() + " parameters of " + path + teacher + " in " + saved);
    if (!model.leftOut().isEmpty()) {
      out.println("left out, for nothing here needs it: " + model.leftOut());
    }
    List<String> begun =
        checkpoint.student().keySet().stream()
            .filter(name -> !model.student().containsKey(name))
            .toList();
    if (!begun.isEmpty()) {
      out.println("begun anew, for pre-training alone: " + begun);
    }
    return 0;
  }

  private static Path save(RunFolder folder, Checkpoint checkpoint) throws IOException {
    try (RunLock lock = RunLock.take(folder)) {
      lock.folder().requireNew();
      Path saved = folder.checkpoints().save(checkpoint, Keep.newest(1));
      folder.writeRecipe(checkpoint.recipe());
      return saved;
    }
  }
}
