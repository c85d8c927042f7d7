package io.d2v.core.train;

import io.d2v.api.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at what each update measured: a loss or gradient that is no finite number, a loss far above
 * those before, targets or predictions that hardly differ from one another any more.
 */
final class Guard {
  private static final String IN_A_ROW = "guard.not_finite";
  private static final String LOSSES = "guard.losses";
  private static final String HIGH = "guard.spike";
  private static final String ALARMED = "guard.alarmed";
  private static final String COMMA = ",";
  private static final String REMEDIES =
      "\nFirst remedies: a lower learning rate (optimizer.learning_rate), a longer warm-up"
          + " (schedule.warmup_steps), a slower teacher (objective.ema_start nearer to 1).";
  private static final String BEFORE = " The last checkpoint is from before.";

  private final GuardSettings settings;
  private final LossSpike spike;
  private final List<Variance> variances;
  private final StageAlarms stages;

  /** Gauges and stages that were warned of, and have not recovered since. */
  private final Set<String> alarmed = new TreeSet<>();

  private boolean high;
  private int inARow;

  Guard(GuardSettings settings) {
    this.settings = settings;
    spike = new LossSpike(settings.spike());
    variances = settings.floors().stream().map(Variance::new).toList();
    stages = new StageAlarms(settings, alarmed);
  }

  /** What {@link #resume} needs, by name. */
  Map<String, String> state() {
    return Map.of(
        IN_A_ROW,
        Integer.toString(inARow),
        LOSSES,
        spike.state(),
        HIGH,
        Boolean.toString(high),
        ALARMED,
        String.join(COMMA, alarmed));
  }

  /** Goes on with what {@link #state} gave; begins where it gave nothing. */
  void resume(Map<String, String> state) {
    inARow = Integer.parseInt(state.getOrDefault(IN_A_ROW, "0"));
    spike.restore(state.getOrDefault(LOSSES, ""));
    high = Boolean.parseBoolean(state.getOrDefault(HIGH, "false"));
    alarmed.clear();
    Arrays.stream(state.getOrDefault(ALARMED, "").split(COMMA, -1))
        .filter(name -> !name.isEmpty())
        .forEach(alarmed::add);
  }

  /** What there is to say of an update; one that ends the run comes last. */
  List<Alarm> look(long update, TrainingStep.Measured measured) {
    if (!measured.applied()) {
      return notFinite(update, measured);
    }
    inARow = 0;
    List<Alarm> alarms = new ArrayList<>();
    spiking(update, measured.loss()).ifPresent(alarms::add);
    if (update > settings.collapseAfter()) {
      variances.forEach(variance -> variance.look(update, measured).ifPresent(alarms::add));
    }
    return alarms;
  }

  /** What there is to say of the stages, where a line of the log has them. */
  List<Alarm> look(long update, Map<String, Number> line) {
    return stages.look(update, line);
  }

  private List<Alarm> notFinite(long update, TrainingStep.Measured measured) {
    inARow++;
    String what =
        String.format(
            Locale.ROOT,
            "step %d: the loss is %s and the gradient norm %s; the update was not applied",
            update,
            measured.loss(),
            measured.gradientNorm());
    Alarm alarm = Alarm.warning("not finite", what, true);
    if (inARow < settings.notFinite()) {
      return List.of(alarm);
    }
    String end =
        String.format(
            Locale.ROOT,
            "step %d: %d updates in a row had no finite loss and gradient, and were not applied"
                + " (guards.not_finite: %d).%s%s",
            update,
            inARow,
            settings.notFinite(),
            REMEDIES,
            BEFORE);
    return List.of(alarm, Alarm.stop(UserError.Kind.TRAINING, "not finite", end));
  }

  private Optional<Alarm> spiking(long update, double loss) {
    double limit = spike.limit();
    spike.add(loss);
    boolean begins = loss > limit && !high;
    high = loss > limit;
    return begins
        ? Optional.of(
            Alarm.warning(
                "spike",
                String.format(
                    Locale.ROOT,
                    "step %d: the loss is %.4g, far above those of the updates before: more than"
                        + " %.4g, which is %s deviations above their median (guards.spike)",
                    update,
                    loss,
                    limit,
                    settings.spike()),
                true))
        : Optional.empty();
  }

  /** One that falls as representations collapse: an alarm at twice the least, then the end. */
  private final class Variance {
    private final Floor floor;

    Variance(Floor floor) {
      this.floor = floor;
    }

    Optional<Alarm> look(long update, TrainingStep.Measured measured) {
      String gauge = floor.gauge();
      double least = floor.least();
      Double value = measured.gauges().get(gauge);
      if (value == null || value >= floor.alarm()) {
        if (value == null || value >= 3 * least) { // so that wavering is said once
          alarmed.remove(gauge);
        }
        return Optional.empty();
      }
      if (alarmed.add(gauge)) {
        return Optional.of(
            Alarm.warning(
                "collapsing",
                String.format(
                    Locale.ROOT,
                    "step %d: %s is %.4g and the run stops below %s: all samples may be becoming"
                        + " the same to the model.%s",
                    update,
                    gauge,
                    value,
                    least,
                    REMEDIES),
                false));
      }
      return value >= least
          ? Optional.empty()
          : Optional.of(
              Alarm.stop(
                  UserError.Kind.COLLAPSE,
                  "collapsed",
                  String.format(
                      Locale.ROOT,
                      "step %d: the representation has collapsed: %s is %.4g, below %s.%s%s",
                      update,
                      gauge,
                      value,
                      least,
                      REMEDIES,
                      BEFORE)));
    }
  }
}
