package io.d2v.bench.speed;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads each sample of an epoch once, out of order, as training does.
 *
 * @param threads that read
 * @param prepareEach of how many samples one is made an example of, so that reading is what is
 *     timed
 */
public record EpochBenchmark(Dataset dataset, Encoder encoder, int threads, int prepareEach) {
  private static final int PARTS = 10;
  private static final long STRIDE = 1_000_003; // a prime: with it each sample comes once

  /**
   * How a part of the epoch went.
   *
   * @param part from 1 to 10
   * @param samples that were read up to its end
   * @param bytes that were read up to its end
   * @param bytesPerSecond in this part
   */
  public record Part(
      int part, long samples, long bytes, double bytesPerSecond, ResidentMemory memory) {}

  /** Reads them, and tells of each tenth. */
  public void run(Consumer<Part> told) throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long bytes = 0;
      for (int part = 0; part < PARTS; part++) {
        long start = System.nanoTime();
        long end = dataset.size() * (part + 1) / PARTS;
        long read = read(pool, dataset.size() * part / PARTS, end);
        bytes += read;
        double seconds = (System.nanoTime() - start) / 1e9;
        told.accept(new Part(part + 1, end, bytes, read / seconds, ResidentMemory.read()));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private long read(ExecutorService pool, long from, long to)
      throws IOException, InterruptedException {
    AtomicLong next = new AtomicLong(from);
    List<Callable<Long>> work = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      work.add(
          () -> {
            long bytes = 0;
            for (long n = next.getAndIncrement(); n < to; n = next.getAndIncrement()) {
              bytes += read(n);
            }
            return bytes;
          });
    }
    long bytes = 0;
    for (Future<Long> done : pool.invokeAll(work)) {
      try {
        bytes += done.get();
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      }
    }
    return bytes;
  }

  private long read(long n) throws IOException {
    long index = n * STRIDE % dataset.size();
    if (n % prepareEach == 0) {
      ReadingBenchmark.samples(dataset, encoder).run(index);
    }
    return dataset.read(index).content() instanceof Sample.Encoded encoded
        ? encoded.bytes().length
        : 0;
  }
}
