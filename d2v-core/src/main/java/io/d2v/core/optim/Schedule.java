package io.d2v.core.optim;

/** The learning rate over updates, as the reference's schedulers compute it. */
public sealed interface Schedule {
  /** The learning rate of the next update, when so many have been made. */
  double at(long updates);

  /** The same throughout. */
  record Constant(double rate, long warmup) implements Schedule {
    @Override
    public double at(long updates) {
      return updates < warmup ? rate * updates / warmup : rate;
    }
  }

  /**
   * A linear rise from {@code start}, then half a cosine down to {@code minimum} over each period;
   * every further period begins anew, shrunk (SGDR, Loshchilov and Hutter 2017; {@code
   * cosine_lr_scheduler.py}).
   */
  record Cosine(
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
  }

  /** Rise, hold, and exponential fall ({@code tri_stage_lr_scheduler.py}). */
  record TriStage(
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
  }

  /** A linear rise, then a power down to {@code end} ({@code polynomial_decay_schedule.py}). */
  record Polynomial(double highest, double end, double power, long warmup, long total)
      implements Schedule {
    @Override
    public double at(long updates) {
      if (warmup > 0 && updates <= warmup) {
        return highest * updates / warmup;
      }
      if (updates >= total) {
        return end;
      }
      double left = 1 - (double) (updates - warmup) / (total - warmup);
      return (highest - end) * Math.pow(left, power) + end;
    }
  }
}
