package io.d2v.cli;

import io.d2v.api.Encoder;
import io.d2v.api.UserError;
import io.d2v.bench.data.Findings;
import io.d2v.bench.data.Subject;
import io.d2v.bench.data.Subjects;
import io.d2v.bench.data.Verification;
import io.d2v.bench.finetune.Reader;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.Nearest;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks whether data is whole. */
@Command(
    name = "verify",
    description = {
      "Look whether data is whole, before it is trained on.",
      "A benchmark's files are compared with what is published about them: size, "
          + "checksum, samples of each part. Every sample is read and decoded. Files that "
          + "are not the published ones are named, and are no error by themselves; "
          + "damaged samples and archives are: exit code 4."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v data verify librispeech LibriSpeech/",
      "  d2v data verify imagenet imagenet/ --quick",
      "  d2v data verify vision photos.tar"
    })
final class DataVerifyCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description =
          "A benchmark: imagenet, librispeech or glue; or any samples: vision, audio, text.")
  String what = "";

  @Parameters(index = "1", paramLabel = "PATH", description = "A folder or an archive.")
  Path path = Path.of("");

  @Option(names = "--quick", description = "Checksums and headers only; no sample is decoded.")
  boolean quick;

  @Option(names = "--json", description = "Print what was found as JSON; progress goes to stderr.")
  boolean json;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description =
          "A recipe whose data and encoder sections say how samples are read; a small"
              + " one's if left out.")
  Optional<String> recipe = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Override a setting of that recipe, such as data.archive_memory=8192; may be"
              + " repeated.")
  List<String> overrides = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (!Files.exists(path)) {
      throw new UserError(UserError.Kind.DATA, path + ": there is no such file or folder");
    }
    Subject subject = subject();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter told = json ? spec.commandLine().getErr() : out;
    told.println(toRead(subject));
    told.flush();
    int threads = Runtime.getRuntime().availableProcessors();
    Findings findings = new Verification(threads, quick, new ConsoleMeter(told)).run(subject);
    out.print(json ? findings.json() : findings.text());
    out.flush();
    return findings.sound() ? 0 : ExitCode.DATA.number();
  }

  private Subject subject() throws IOException {
    if (what.equals("glue")) {
      return Subjects.glue(path);
    }
    String modality = modality();
    Workshop workshop = Wiring.make(spec, Workshop.class);
    Method method =
        workshop.method(
            workshop
                .recipes()
                .find(recipe.orElseGet(() -> workshop.recipes().smallest(modality)), overrides));
    Reader reader = new Reader(method.modality(), method.recipe());
    Encoder encoder = method.objective().encoder();
    return switch (what) {
      case "imagenet" -> Subjects.imageNet(path, reader, encoder);
      case "librispeech" -> Subjects.libriSpeech(path, reader, encoder);
      default -> Subjects.samples(path, reader, encoder);
    };
  }

  private String modality() {
    List<String> names = new ArrayList<>(List.of("imagenet", "librispeech", "glue"));
    Wiring.make(spec, Plugins.class).modalities().forEach(modality -> names.add(modality.name()));
    if (!names.contains(what)) {
      throw new UserError(
          UserError.Kind.USAGE,
          "there is no '" + what + "' among " + names + Nearest.hint(what, names));
    }
    return switch (what) {
      case "imagenet" -> "vision";
      case "librispeech" -> "audio";
      default -> what;
    };
  }

  private String toRead(Subject subject) throws IOException {
    String bytes = ConsoleMeter.bytes(subject.bytes());
    String samples = quick ? "the headers in " + bytes : bytes + " for samples";
    String checksums =
        subject.checksumBytes() == 0
            ? ""
            : ConsoleMeter.bytes(subject.checksumBytes()) + " for checksums, then ";
    return path + ": to read: " + checksums + samples;
  }
}
