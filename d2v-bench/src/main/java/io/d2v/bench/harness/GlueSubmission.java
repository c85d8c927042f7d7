package io.d2v.bench.harness;

import io.d2v.api.Dataset;
import io.d2v.bench.finetune.FineTuning;
import io.d2v.bench.finetune.Reader;
import io.d2v.bench.glue.GlueData;
import io.d2v.bench.glue.GlueSet;
import io.d2v.bench.glue.GlueTask;
import io.d2v.bench.glue.Submission;
import io.d2v.core.finetune.Prediction;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Predicts GLUE's samples without answers: for each task by the seed that did best on those with,
 * as GLUE's leaderboard is used.
 *
 * @param submission what has been predicted so far
 * @param left what could not be, and why
 */
public record GlueSubmission(FineTuning tuning, Submission submission, List<String> left) {
  /** Without predictions yet. */
  public GlueSubmission(FineTuning tuning) {
    this(tuning, new Submission(), new ArrayList<>());
  }

  /**
   * Adds a task's samples.
   *
   * @param comparison whose runs are there
   * @param entrant whose runs predict
   * @param out where the runs lie
   */
  public void add(Comparison comparison, Found found, Entrant entrant, Path out)
      throws IOException, InterruptedException {
    GlueSet set = ((GlueTask) comparison.setup().task()).set();
    double[] scores = found.of(entrant.name()).of(found.table().columns().get(0));
    long best = 1;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[(int) best - 1] ? i + 1 : best;
    }
    RunFolder run = new RunFolder(comparison.folder(out, entrant, best));
    for (String file : set.testFiles()) {
      add(set, file, run, comparison.setup().paths().train());
    }
  }

  private void add(GlueSet set, String file, RunFolder run, Path data)
      throws IOException, InterruptedException {
    if (!GlueData.parts(set, data).contains(file)) {
      left.add(set.folder() + ": there is no " + file + ".tsv");
      return;
    }
    GlueData samples = GlueData.test(set, data, file);
    if (samples.bad() > 0) {
      left.add(set.folder() + ": " + samples.bad() + " lines of " + file + ".tsv can't be read");
      return;
    }
    List<Prediction> predictions = predict(run, samples);
    if (set.classes().isEmpty()) {
      submission.numbers(
          set,
          file,
          predictions.stream().mapToDouble(one -> GlueSet.MOST * one.scores()[0]).toArray());
    } else {
      submission.classes(set, file, predictions.stream().mapToInt(one -> one.best(0)).toArray());
    }
  }

  private List<Prediction> predict(RunFolder run, GlueData samples)
      throws IOException, InterruptedException {
    Method method = tuning.method(run);
    Dataset read = new Reader(method.modality(), method.recipe()).view(samples);
    List<Prediction> predictions = new ArrayList<>();
    Trial.with(method, run, model -> model.predict(read, predictions::add)); // none may be missing
    if (predictions.size() < samples.size()) {
      throw new IOException(
          run.path() + ": predicted " + predictions.size() + " of " + samples.size() + " samples");
    }
    predictions.sort(Comparator.comparingLong(Prediction::index));
    return predictions;
  }
}
