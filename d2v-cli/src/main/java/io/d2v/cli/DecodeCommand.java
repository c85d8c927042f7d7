package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.bench.decode.Decoder;
import io.d2v.bench.decode.Emissions;
import io.d2v.bench.decode.Hypothesis;
import io.d2v.bench.decode.Letters;
import io.d2v.bench.decode.LettersFile;
import io.d2v.core.run.Safetensors;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns scores of letters into words. */
@Command(
    name = "decode",
    description = {
      "Turn a speech model's scores of letters into words.",
      "They are the tensor logits, [utterances, frames, letters], of a safetensors "
          + "file, as d2v forward writes it; with a tensor frames, [utterances], where "
          + "some are padded. Writes one line an utterance."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  d2v decode scores.safetensors --letters model/vocab.json --language-model words.arpa.gz"
    })
final class DecodeCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SCORES", description = "A safetensors file.")
  Path scores = Path.of("");

  @Option(
      names = "--letters",
      paramLabel = "FILE",
      description = "The model's vocab.json or fairseq dictionary; wav2vec 2.0's if left out.")
  Optional<Path> alphabet = Optional.empty();

  @Option(
      names = "--best",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "How many hypotheses of each; with more than one, a line says utterance, score and"
              + " text (${DEFAULT-VALUE}).")
  int best;

  @Mixin DecodingOptions options = new DecodingOptions();

  @Override
  public Integer call() throws Exception {
    Map<String, Array> tensors = Safetensors.read(scores);
    Array logits = tensors.get("logits");
    if (logits == null || logits.shape().rank() != 3 || logits.type().dtype() != DType.FLOAT32) {
      throw unfit(
          "there is no tensor logits [utterances, frames, letters]; it has " + tensors.keySet());
    }
    Letters letters = alphabet.isPresent() ? LettersFile.read(alphabet.get()) : Letters.english();
    int[] sizes = logits.shape().sizes();
    if (sizes[2] != letters.size()) {
      throw unfit("scores of " + sizes[2] + " letters, and the alphabet has " + letters.size());
    }
    int[] frames = frames(Optional.ofNullable(tensors.get("frames")), sizes);
    Decoder decoder = options.decoding().open(letters);
    PrintWriter out = spec.commandLine().getOut();
    int each = sizes[1] * sizes[2];
    for (int i = 0; i < sizes[0]; i++) {
      float[] own = Arrays.copyOfRange(logits.floats(), i * each, (i + 1) * each);
      print(out, i, decoder.decode(Emissions.ofLogits(own, frames[i], sizes[2]), best));
    }
    return 0;
  }

  private void print(PrintWriter out, int utterance, List<Hypothesis> found) {
    for (Hypothesis each : found) {
      out.println(
          best == 1
              ? each.text()
              : String.format(Locale.ROOT, "%d\t%.4f\t%s", utterance, each.score(), each.text()));
    }
    out.flush();
  }

  private int[] frames(Optional<Array> given, int[] sizes) {
    int[] frames = new int[sizes[0]];
    Arrays.fill(frames, sizes[1]);
    if (given.isPresent()) {
      boolean integers = given.get().type().dtype() == DType.INT32;
      frames = integers ? given.get().ints() : new int[0];
      int most = sizes[1];
      if (frames.length != sizes[0] || Arrays.stream(frames).anyMatch(n -> n < 0 || n > most)) {
        throw unfit("frames has to be " + sizes[0] + " integers from 0 to " + most);
      }
    }
    return frames;
  }

  private UserError unfit(String what) {
    return new UserError(UserError.Kind.DATA, scores + ": " + what);
  }
}
