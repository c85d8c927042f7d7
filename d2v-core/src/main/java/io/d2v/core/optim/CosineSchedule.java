package io.d2v.core.optim;

import io.d2v.api.Schedule;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;

/**
 * A linear rise from {@code start}, then half a cosine down to {@code minimum} over each period;
 * every further period begins anew, shrunk (SGDR, Loshchilov and Hutter 2017; the reference's
 * {@code cosine_lr_scheduler.py}).
 */
public record CosineSchedule(
    double highest, double minimum, double start, long warmup, long period, double shrink)
    implements Schedule {
  @Override
  public double at(long updates) {
    if (updates < warmup) {
      return start + updates * (highest - start) / warmup;
    }
    long since = updates - warmup;
    long round = since / period;
    double shrunk = Math.pow(shrink, (double) round);
    double share = (double) (since - round * period) / period;
    double low = minimum * shrunk;
    double high = highest * shrunk;
    return low + 0.5 * (high - low) * (1 + Math.cos(Math.PI * share));
  }

  /** Makes it by its name, {@code cosine}. */
  public static final class Maker implements Provider {
    /** For the service loader. */
    public Maker() {}

    @Override
    public String name() {
      return "cosine";
    }

    @Override
    public Schedule create(Settings settings, double highest, long updates) {
      ScheduleSettings chosen = settings.as(ScheduleSettings.class, MethodHandles.lookup());
      long warmup = chosen.warmup(updates);
      return new CosineSchedule(
          highest,
          chosen.minimum(),
          chosen.minimum(),
          warmup,
          chosen.period().orElse(Math.max(1, updates - warmup)),
          chosen.shrink());
    }
  }
}
