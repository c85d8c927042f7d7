package io.d2v.bench.finetune;

import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.bench.decode.Letters;
import io.d2v.bench.result.ResultTable;
import io.d2v.core.data.Labels;
import io.d2v.core.finetune.FineTuningSettings;
import java.io.IOException;
import java.util.List;

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
    return new SpeechParts(reader, paths).open().checked(SpeechRecognition::requireTranscripts);
  }

  private static void requireTranscripts(Splits splits) throws IOException {
    Sample first = splits.train().read(0);
    if (first.transcript().isEmpty()) {
      throw new UserError(
          UserError.Kind.DATA,
          first.id()
              + " and probably others have no transcript; known are LibriSpeech's .trans.txt beside"
              + " the recordings, and AN4's etc/*.transcription");
    }
  }

  @Override
  public boolean hasSubsets() {
    return true;
  }

  @Override
  public List<String> head(Splits splits) {
    return List.of(
        "task.kind=letters",
        "task.names=" + YamlList.of(LETTERS.symbols()),
        "task.blank=" + LETTERS.blank());
  }

  @Override
  public Labels labels(Splits splits, FineTuningSettings settings) {
    return new LetterLabels(LETTERS);
  }

  @Override
  public ResultTable.Better better() {
    return ResultTable.Better.LOWER;
  }

  @Override
  public Scorer scorer(Splits splits) {
    return new ErrorScorer(LETTERS);
  }
}
