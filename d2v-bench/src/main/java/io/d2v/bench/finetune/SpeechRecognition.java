package io.d2v.bench.finetune;

import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.bench.decode.BestPath;
import io.d2v.bench.decode.Emissions;
import io.d2v.bench.decode.Letters;
import io.d2v.bench.metric.Alignment;
import io.d2v.bench.metric.ErrorRate;
import io.d2v.core.data.Labels;
import io.d2v.core.finetune.FineTuningSettings;
import io.d2v.core.finetune.Judge;
import io.d2v.core.finetune.Prediction;
import io.d2v.core.finetune.Verdict;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said, letter by letter: connectionist temporal classification on recordings with
 * transcripts. Judged by the best path's word errors.
 */
public record SpeechRecognition() implements Task {
  private static final Letters LETTERS = Letters.english();

  @Override
  public String name() {
    return "speech-recognition";
  }

  @Override
  public Splits open(Reader reader, DataPaths paths) throws IOException {
    Splits splits = reader.splits(paths);
    Sample first = splits.train().read(0);
    if (first.transcript().isEmpty()) {
      splits.close();
      throw new UserError(
          UserError.Kind.DATA,
          first.id()
              + " and probably others have no transcript; known are LibriSpeech's .trans.txt beside"
              + " the recordings, and AN4's etc/*.transcription");
    }
    return splits;
  }

  @Override
  public List<String> head(Splits splits) {
    return List.of(
        "task.kind=letters",
        "task.names=" + Names.flow(LETTERS.symbols()),
        "task.blank=" + LETTERS.blank());
  }

  @Override
  public Labels labels(Splits splits, FineTuningSettings settings) {
    return new LetterLabels(LETTERS);
  }

  @Override
  public Judge judge(Splits splits) {
    return model -> {
      ErrorRate[] rates = {ErrorRate.NONE, ErrorRate.NONE};
      model.predict(
          splits.dev(),
          prediction -> {
            String said = prediction.answer().transcript().orElse("");
            String spelled = LETTERS.text(LETTERS.spell(said).ids());
            String heard = heard(prediction);
            rates[0] = rates[0].plus(aligned(ErrorRate.words(spelled), ErrorRate.words(heard)));
            rates[1] = rates[1].plus(aligned(ErrorRate.letters(spelled), ErrorRate.letters(heard)));
          });
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put("dev_wer", rates[0].percent());
      metrics.put("dev_cer", rates[1].percent());
      // Letters decide while no word is right yet.
      double score = -rates[0].percent() - rates[1].percent() / 100;
      return new Verdict(score, metrics);
    };
  }

  private static Alignment aligned(List<String> said, List<String> heard) {
    return Alignment.of(said, heard);
  }

  private static String heard(Prediction prediction) {
    Emissions emissions =
        Emissions.ofLogits(prediction.scores(), prediction.rows(), prediction.outputs());
    return LETTERS.text(BestPath.decode(emissions, LETTERS.blank()));
  }
}
