package io.d2v.cli;

import io.d2v.bench.data.Meter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Samples on their way through a model, one after another: how far they are, until a stop. */
final class Passing implements AutoCloseable {
  private final Meter meter;
  private final BooleanSupplier stop;

  /**
   * At the beginning.
   *
   * @param what is done, in a word or two
   * @param samples how many there are
   * @param console where to say how far it is
   * @param stop asked at each sample
   */
  Passing(String what, long samples, PrintWriter console, BooleanSupplier stop) {
    this.stop = stop;
    meter = new ConsoleMeter(console);
    meter.begin(what, samples, Meter.Unit.SAMPLES);
  }

  /** Takes what was made of a sample. */
  @FunctionalInterface
  interface Taking<T> {
    /** Takes it. */
    void take(T one) throws IOException;
  }

  /**
   * Counts what is taken.
   *
   * @return throws {@link CancellationException} once a stop is asked for
   */
  <T> Consumer<T> to(Taking<T> taking) {
    return one -> {
      if (stop.getAsBoolean()) {
        throw new CancellationException("asked to stop");
      }
      try {
        taking.take(one);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      meter.advance(1);
    };
  }

  @Override
  public void close() {
    meter.end();
  }
}
