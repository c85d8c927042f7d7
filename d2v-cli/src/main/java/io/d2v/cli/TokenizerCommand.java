package io.d2v.cli;

import io.d2v.core.plugins.Plugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes tokenizers. */
@Command(
    name = "tokenizer",
    description = "Make a tokenizer for text.",
    mixinStandardHelpOptions = true,
    subcommands = TokenizerCommand.Train.class,
    synopsisSubcommandLabel = "WHAT",
    footer = {"", "Example:", "  d2v tokenizer train books/*.txt --vocab-size 8000 --out english"})
final class TokenizerCommand extends CommandGroup {
  /** Learns one from text. */
  @Command(
      name = "train",
      description =
          "Learn a tokenizer from text, and write it as tokenizer.json, as vocab.json "
              + "with merges.txt, and, in the folder fairseq, as dict.txt with encoder.json "
              + "and vocab.bpe.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example:",
        "  d2v tokenizer train books/*.txt --vocab-size 8000 --out english"
      })
  static final class Train implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "UTF-8 text, also as .gz.")
    List<Path> files = new ArrayList<>();

    @Option(
        names = "--vocab-size",
        required = true,
        paramLabel = "N",
        description = "How many tokens there are to be, special ones included.")
    int size;

    @Option(
        names = "--min-frequency",
        defaultValue = "2",
        paramLabel = "N",
        description = "How often a pair has to come to be merged (${DEFAULT-VALUE}).")
    long least;

    @Option(
        names = "--kind",
        defaultValue = "byte-pairs",
        paramLabel = "NAME",
        description = "One of the tokenizers that `d2v plugins` lists (${DEFAULT-VALUE}).")
    String kind = "";

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "Folder to write to.")
    Path out = Path.of("");

    @Override
    public Integer call() throws Exception {
      for (Path file : files) {
        if (!Files.isRegularFile(file)) {
          throw new CommandLine.ParameterException(
              spec.commandLine(), file + " is not a file; name files of text");
        }
      }
      int tokens =
          Wiring.make(spec, Plugins.class)
              .tokenizer(kind)
              .train(files, size, Math.max(1, least), out);
      String fewer = tokens < size ? " (the text has no more that come " + least + " times)" : "";
      spec.commandLine().getOut().println(tokens + " tokens written to " + out + fewer);
      return 0;
    }
  }
}
