package io.d2v.cli.watch;

import io.d2v.api.UserError;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunSummary;
import io.d2v.core.train.GuardSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as its page shows it, read from its files alone and without its lock: nothing is written.
 * Looked at anew when it is asked for, once a second at most.
 */
final class WatchedRun {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RunFolder run;
  private final RunLog log;
  private final Metrics metrics = new Metrics();
  private String recipe = "";
  private String note = "";
  private RunSummary summary;
  private long looked;

  WatchedRun(RunFolder run) {
    this.run = run;
    log = new RunLog(run.metrics());
    summary = summary();
    look();
  }

  /** The newest checkpoint, by its name. */
  synchronized Optional<Path> checkpoint() {
    lookAgain();
    return summary.checkpoint();
  }

  /**
   * What the page shows in words and numbers, as JSON.
   *
   * @param pictures how far they are
   */
  synchronized String json(PictureMaker.State pictures) {
    lookAgain();
    ObjectNode node = JSON.createObjectNode();
    node.put("run", run.path().toString())
        .put("state", summary.state().word())
        .put("note", note)
        .put("step", summary.step());
    summary.steps().ifPresent(steps -> node.put("steps", steps));
    ArrayNode gauges = node.putArray("gauges");
    for (Gauge gauge : metrics.gauges()) {
      gauges
          .addObject()
          .put("name", gauge.name())
          .put("value", gauge.value())
          .put("verdict", gauge.verdict().word())
          .put("words", gauge.words());
    }
    node.put("charts", log.version());
    node.putObject("pictures").put("version", pictures.version()).put("words", pictures.words());
    return JSON.writeValueAsString(node);
  }

  /** The curves, as a part of a page. */
  synchronized String charts() {
    lookAgain();
    return metrics.charts();
  }

  private void lookAgain() {
    if (System.nanoTime() - looked > FRESH_NANOS) {
      look();
    }
  }

  private void look() {
    summary = summary();
    note = summary.note();
    try {
      guards();
      log.update(metrics);
      if (log.damaged() > 0) {
        note = log.damaged() + " lines of metrics.jsonl are damaged and left out. " + note;
      }
    } catch (IOException | UserError damaged) {
      note = String.valueOf(damaged.getMessage());
    }
    looked = System.nanoTime();
  }

  /** What the recipe holds gauges to, which may change when the run goes on. */
  private void guards() throws IOException {
    if (!run.exists()) {
      return;
    }
    String text = RecipeReader.text(run.recipe());
    if (!text.equals(recipe)) {
      recipe = text;
      metrics.guards(
          Optional.of(
              GuardSettings.of(RecipeReader.parse(run.recipe().toString(), text, List.of()))));
      log.forget();
    }
  }

  private RunSummary summary() {
    return RunSummary.of(run, file -> RecipeReader.read(file, List.of()).settings());
  }
}
