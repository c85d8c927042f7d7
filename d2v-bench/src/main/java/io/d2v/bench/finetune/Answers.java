package io.d2v.bench.finetune;

import io.d2v.api.UserError;
import io.d2v.bench.decode.Decoder;
import io.d2v.bench.decode.Decoding;
import io.d2v.bench.decode.Emissions;
import io.d2v.bench.decode.Letters;
import io.d2v.bench.decode.LettersFile;
import io.d2v.core.finetune.Prediction;
import io.d2v.core.model.TaskSettings;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a model's scores mean, in words. */
public interface Answers {
  /** What is predicted; columns with a tab between them. */
  String text(Prediction prediction);

  /**
   * For a model's task.
   *
   * @param decoding how letters become words, where it predicts letters
   * @param model its folder, in which a vocab.json may say what its letters are
   * @throws UserError of kind CHECKPOINT, if a task is none that predicts anything for a sample
   */
  static Answers of(Method method, Decoding decoding, Path model) throws IOException {
    TaskSettings task =
        method.recipe().section("task").as(TaskSettings.class, MethodHandles.lookup());
    return switch (task.kind()) {
      case CLASSES -> prediction -> likeliest(prediction, task.names());
      case NUMBERS -> numbers(task.scale());
      case LETTERS -> {
        Letters letters = letters(task, model);
        Decoder decoder = decoding.open(letters);
        yield prediction -> decoder.decode(emissions(prediction)).text();
      }
      case NONE, FEATURES, WORDS ->
          throw new UserError(
              UserError.Kind.CHECKPOINT,
              model
                  + ": predicts neither classes nor numbers nor letters of samples (its task is "
                  + task.kind().name().toLowerCase(Locale.ROOT)
                  + "); fine-tune it first (d2v finetune)");
    };
  }

  /**
   * Numbers, in the data's units.
   *
   * @param scale what scores are multiplied by
   */
  static Answers numbers(double scale) {
    return prediction ->
        IntStream.range(0, prediction.outputs())
            .mapToObj(i -> String.format(Locale.ROOT, "%.6f", scale * prediction.scores()[i]))
            .collect(Collectors.joining("\t"));
  }

  private static Letters letters(TaskSettings task, Path model) throws IOException {
    Path vocabulary = model.resolve("vocab.json");
    if (!task.names().isEmpty()) {
      return Letters.of(task.names());
    }
    if (Files.exists(vocabulary)) {
      return LettersFile.read(vocabulary);
    }
    throw new UserError(
        UserError.Kind.CHECKPOINT,
        model
            + ": neither task.names in its recipe nor a vocab.json says what its "
            + task.outputs()
            + " letters are");
  }

  private static Emissions emissions(Prediction prediction) {
    return Emissions.ofLogits(prediction.scores(), prediction.rows(), prediction.outputs());
  }

  private static String likeliest(Prediction prediction, List<String> names) {
    int best = prediction.best(0);
    double most = prediction.scores()[best];
    double sum =
        IntStream.range(0, prediction.outputs())
            .mapToDouble(i -> Math.exp(prediction.scores()[i] - most))
            .sum();
    String name = names.isEmpty() ? Integer.toString(best) : names.get(best);
    return String.format(Locale.ROOT, "%s\t%.4f", name, 1 / sum);
  }
}
