package io.d2v.core.optim;

import io.d2v.api.Schedule;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;

/** Rise, hold, and exponential fall (the reference's {@code tri_stage_lr_scheduler.py}). */
public record TriStageSchedule(
    double highest, double startShare, double endShare, long warmup, long hold, long fall)
    implements Schedule {
  @Override
  public double at(long updates) {
    if (updates < warmup) {
      double start = startShare * highest;
      return start + updates * (highest - start) / warmup;
    }
    long falling = updates - warmup - hold;
    if (falling < 0) {
      return highest;
    }
    return falling <= fall && fall > 0
        ? highest * Math.exp(Math.log(endShare) / fall * falling)
        : highest * endShare;
  }

  /** Makes it by its name, {@code tri-stage}. */
  public static final class Maker implements Provider {
    /** For the service loader. */
    public Maker() {}

    @Override
    public String name() {
      return "tri-stage";
    }

    @Override
    public Schedule create(Settings settings, double highest, long updates) {
      ScheduleSettings chosen = settings.as(ScheduleSettings.class, MethodHandles.lookup());
      long warmup = chosen.warmup(updates);
      long rise = warmup > 0 ? warmup : (long) (chosen.phases().get(0) * updates);
      long fall = (long) (chosen.phases().get(2) * updates);
      long hold = warmup > 0 ? updates - rise - fall : (long) (chosen.phases().get(1) * updates);
      return new TriStageSchedule(
          highest, chosen.startShare(), chosen.endShare(), rise, hold, fall);
    }
  }
}
