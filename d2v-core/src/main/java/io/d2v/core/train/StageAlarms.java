package io.d2v.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Warns of stages that have nearly collapsed, once each until it has recovered. */
final class StageAlarms {
  private final GuardSettings settings;
  private final Set<String> alarmed;

  /**
   * Begins.
   *
   * @param alarmed the stages that it has warned of, which it changes
   */
  StageAlarms(GuardSettings settings, Set<String> alarmed) {
    this.settings = settings;
    this.alarmed = alarmed;
  }

  /**
   * What there is to say of an update.
   *
   * @param line of the log, with stages or without
   */
  List<Alarm> look(long update, Map<String, Number> line) {
    List<Alarm> alarms = new ArrayList<>();
    for (String stage : StageGauges.stages(line.keySet())) {
      if (!fallen(line, stage)) {
        alarmed.remove(stage);
      } else if (update > settings.collapseAfter() && alarmed.add(stage)) {
        alarms.add(Alarm.warning("collapsing", text(update, line, stage), false));
      }
    }
    return alarms;
  }

  private boolean fallen(Map<String, Number> line, String stage) {
    return !(number(line, StageGauges.variance(stage)) >= settings.stageVariance()
        && number(line, StageGauges.rank(stage)) >= settings.stageRank());
  }

  private String text(long update, Map<String, Number> line, String stage) {
    return String.format(
        Locale.ROOT,
        "step %d: stage %s has nearly collapsed: its rows spread by %.4g (guards.stage_variance: %s)"
            + " in %.3g directions (guards.stage_rank: %s). %s",
        update,
        stage,
        number(line, StageGauges.variance(stage)),
        settings.stageVariance(),
        number(line, StageGauges.rank(stage)),
        settings.stageRank(),
        advice(stage));
  }

  private static double number(Map<String, Number> line, String name) {
    return line.getOrDefault(name, Double.NaN).doubleValue();
  }

  private static String advice(String stage) {
    return switch (stage) {
      case "encoder" ->
          "What goes into the transformer no longer tells samples apart, and nothing above makes up"
              + " for that: look whether the data is silent or blank; go on from an earlier"
              + " checkpoint with a lower learning rate (optimizer.learning_rate) and a longer"
              + " warm-up (schedule.warmup_steps).";
      case "prediction" ->
          "The student predicts the same everywhere: a lower learning rate"
              + " (optimizer.learning_rate), or fewer masked tokens (masker).";
      case "target" ->
          "The teacher's targets are the same everywhere: a slower teacher (objective.ema_start"
              + " nearer to 1), normalized targets (targets.each), a lower learning rate.";
      default ->
          "First remedies: a lower learning rate (optimizer.learning_rate), a longer warm-up"
              + " (schedule.warmup_steps), a slower teacher (objective.ema_start nearer to 1).";
    };
  }
}
