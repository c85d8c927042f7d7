package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.bench.decode.ArpaFile;
import io.d2v.bench.decode.KneserNey;
import io.d2v.bench.decode.NgramModel;
import io.d2v.bench.decode.Sentences;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes and tries language models. */
@Command(
    name = "language-model",
    description = "Make an n-gram language model for speech recognition, or try one.",
    mixinStandardHelpOptions = true,
    subcommands = {LanguageModelCommand.Train.class, LanguageModelCommand.Score.class},
    synopsisSubcommandLabel = "WHAT",
    footer = {"", "Example:", "  d2v language-model train transcripts.txt --out words.arpa.gz"})
final class LanguageModelCommand extends CommandGroup {
  /** Makes one from text. */
  @Command(
      name = "train",
      description = {
        "Make an n-gram language model from text, a sentence on each line, and write "
            + "it as an ARPA file.",
        "Smoothing is interpolated modified Kneser-Ney."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example:",
        "  d2v language-model train transcripts.txt --order 3 --out words.arpa.gz"
      })
  static final class Train implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "UTF-8 text, also as .gz.")
    List<Path> files = new ArrayList<>();

    @Option(
        names = "--order",
        defaultValue = "3",
        paramLabel = "N",
        description = "Words in the longest n-grams, 1 to 8 (${DEFAULT-VALUE}).")
    int order;

    @Option(
        names = "--case",
        defaultValue = "keep",
        paramLabel = "CASE",
        description = "In which case words are written: keep, upper or lower (${DEFAULT-VALUE}).")
    Sentences.Case letters = Sentences.Case.KEEP;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "File to write to; compressed where it ends in .gz.")
    Path out = Path.of("");

    @Override
    public Integer call() throws Exception {
      if (order < 1 || order > 8) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "--order is 1 to 8, not " + order);
      }
      requireFiles(files, spec);
      KneserNey.Estimated made = estimate();
      NgramModel model = made.model();
      ArpaFile.write(model, out);
      PrintWriter to = spec.commandLine().getOut();
      to.printf(Locale.ROOT, "%d words in sentences, ends included%n", made.tokens());
      for (int n = 1; n <= order; n++) {
        String fallen = made.fallen().contains(n) ? " (too few for discounts of their own)" : "";
        to.printf(Locale.ROOT, "%d %d-grams%s%n", model.count(n), n, fallen);
      }
      to.println("written to " + out);
      return 0;
    }

    private KneserNey.Estimated estimate() throws Exception {
      try (Sentences sentences = new Sentences(files, letters)) {
        return KneserNey.estimate(sentences, order);
      } catch (IllegalArgumentException unfit) {
        throw new UserError(UserError.Kind.DATA, files + ": " + unfit.getMessage(), unfit);
      }
    }
  }

  /** Says how well one foretells a text. */
  @Command(
      name = "score",
      description = "Say how well a language model foretells a text: its perplexity.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  d2v language-model score words.arpa.gz test.txt"})
  static final class Score implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "An ARPA file, also as .gz.")
    Path model = Path.of("");

    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "FILE",
        description = "UTF-8 text, also as .gz.")
    List<Path> files = new ArrayList<>();

    @Option(
        names = "--case",
        defaultValue = "keep",
        paramLabel = "CASE",
        description = "In which case words are read: keep, upper or lower (${DEFAULT-VALUE}).")
    Sentences.Case letters = Sentences.Case.KEEP;

    @Override
    public Integer call() throws Exception {
      requireFiles(List.of(model), spec);
      requireFiles(files, spec);
      NgramModel read = ArpaFile.read(model);
      double sum = 0;
      long words = 0;
      long unknown = 0;
      try (Sentences sentences = new Sentences(files, letters)) {
        for (List<String> sentence : sentences) {
          sum += read.score(sentence);
          words += sentence.size() + 1;
          unknown += sentence.stream().filter(w -> read.isUnknown(read.word(w))).count();
        }
      }
      if (words == 0) {
        throw new UserError(UserError.Kind.DATA, files + ": there is no word in the text");
      }
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "perplexity %.2f over %d words and ends of sentences, %d of them unknown%n",
              Math.pow(10, -sum / words),
              words,
              unknown);
      return 0;
    }
  }

  private static void requireFiles(List<Path> files, CommandSpec spec) {
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), file + " is not a file; name files of text");
      }
    }
  }
}
