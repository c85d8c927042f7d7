package io.d2v.core.embed;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.Settings;
import io.d2v.api.UserError;
import io.d2v.core.data.EvaluationFeeder.Filled;
import io.d2v.core.data.Quarantine;
import io.d2v.core.interchange.Trained;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.train.FeatureStream;
import io.d2v.core.train.FrozenEncoder;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A trained model that makes vectors of samples.
 *
 * <pre>{@code
 * try (Data2VecModel model = Data2VecModel.open(Path.of("runs/photos"))) {
 *   float[][] vectors = model.embed(Samples.encoded(List.of(jpeg)));
 * }
 * }</pre>
 *
 * <p>Safe for many threads at once: samples are prepared side by side, the device computes one
 * batch after another and has all of the machine for each. Samples of like length are computed
 * together. Once closed it can't be used.
 */
public final class Data2VecModel implements AutoCloseable {
  /** Samples of the largest size at once, where nobody says how many. */
  public static final int BATCH = 64;

  private final Method method;
  private final FrozenEncoder encoder;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  private Data2VecModel(Method method, FrozenEncoder encoder) {
    this.method = method;
    this.encoder = encoder;
  }

  /** Opens a model with the plugins on the module path and the class path. */
  public static Data2VecModel open(Path folder) throws IOException {
    return open(folder, Plugins.discover(), BATCH);
  }

  /**
   * Opens a model.
   *
   * @param folder of a run, whose newest checkpoint is taken; of a checkpoint; or Hugging Face's
   * @param plugins with its kind of data and its backend
   * @param batch samples of the largest size at once; more of the smaller ones
   * @throws UserError if there is no model, or it is damaged, or a plugin of its is missing, or its
   *     device is not there
   * @throws IOException if reading fails
   */
  public static Data2VecModel open(Path folder, Plugins plugins, int batch) throws IOException {
    Trained trained = Trained.load(folder, plugins);
    return new Data2VecModel(
        trained.method(), FrozenEncoder.of(trained.method(), trained.student(), batch));
  }

  /** The kind of data that it takes: {@code vision}, {@code audio}, {@code text}, a plugin's. */
  public String modality() {
    return method.modality().name();
  }

  /**
   * A vector for each sample, in their order.
   *
   * @param samples as the model's kind of data takes them: images and recordings as {@link
   *     Sample.Encoded}, text as {@link Sample.Text}, see {@link Samples}
   * @throws UserError of kind DATA, if one can't be read; the message names which
   * @throws CancellationException if the thread is interrupted, which it stays
   */
  public float[][] embed(List<Sample> samples) {
    List<float[]> vectors = new ArrayList<>();
    given(samples, data -> embed(data, one -> vectors.add(one.vector())));
    return vectors.toArray(float[][]::new);
  }

  /** The vectors of each sample's tokens, in the order of the samples; see {@link #embed(List)}. */
  public List<TokenVectors> tokens(List<Sample> samples) {
    List<TokenVectors> tokens = new ArrayList<>();
    given(samples, data -> tokens(data, tokens::add));
    return tokens;
  }

  /**
   * A vector for each sample of a file, a folder or an archive, in their order.
   *
   * @param data in any layout that the model's kind of data knows
   * @throws UserError of kind DATA, if there is none, or one can't be read
   * @throws IOException if reading fails
   */
  public List<PooledVector> embed(Path data) throws IOException {
    List<PooledVector> vectors = new ArrayList<>();
    try (Dataset samples = samples(data)) {
      requireWhole(embed(samples, vectors::add));
    }
    return vectors;
  }

  /**
   * The samples of a file, a folder or an archive. Whoever opens them closes them.
   *
   * @param data in any layout that the model's kind of data knows
   * @throws UserError of kind DATA, if there are none
   * @throws IOException if reading fails
   */
  public Dataset samples(Path data) throws IOException {
    return method.modality().open(data, settings());
  }

  /**
   * A vector for each sample, one after another in their order; a few thousand are held, however
   * many there are.
   *
   * @param each called by the thread that calls this
   * @return how it went: what could not be read was left out
   * @throws UserError of kind DATA, if more can't be read than the model's recipe allows
   * @throws CancellationException if the thread is interrupted, which it stays
   */
  public FeatureStream.Done embed(Dataset samples, Consumer<PooledVector> each) {
    return using(
        () ->
            FeatureStream.of(
                method,
                samples,
                encoder.extractor(),
                Filled.TO_A_POWER_OF_TWO,
                one -> each.accept(new PooledVector(one.id(), one.vector()))));
  }

  /** The vectors of each sample's tokens, likewise. */
  public FeatureStream.Done tokens(Dataset samples, Consumer<TokenVectors> each) {
    return using(
        () ->
            FeatureStream.tokens(
                method,
                samples,
                encoder.extractor(),
                Filled.TO_A_POWER_OF_TWO,
                one -> each.accept(new TokenVectors(one.id(), one.vectors()))));
  }

  /**
   * Frees the device's memory, once those who use it are done; again, it does nothing.
   *
   * @throws IllegalStateException if it is called on the way, by who takes vectors
   */
  @Override
  public void close() {
    if (use.getReadHoldCount() > 0) {
      throw new IllegalStateException("a model can't be closed by who is given its vectors");
    }
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        encoder.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  private interface Work {
    FeatureStream.Done of(Dataset samples);
  }

  private void given(List<Sample> samples, Work work) {
    if (samples.isEmpty()) {
      return;
    }
    try (Samples raw = new Samples(samples);
        Dataset data = method.modality().view(raw, settings())) {
      requireWhole(work.of(data));
    } catch (IOException damaged) {
      throw new UserError(
          UserError.Kind.DATA, "a sample can't be read: " + damaged.getMessage(), damaged);
    }
  }

  private Settings settings() {
    return method.recipe().section("data");
  }

  private static void requireWhole(FeatureStream.Done done) {
    List<Quarantine.Damaged> damaged = done.left().damaged();
    if (!damaged.isEmpty()) {
      throw new UserError(
          UserError.Kind.DATA,
          damaged.stream()
              .map(Quarantine.Damaged::reason)
              .collect(Collectors.joining("\n  ", "these samples can't be read:\n  ", "")));
    }
  }

  private interface Embedding {
    FeatureStream.Done run() throws InterruptedException;
  }

  private FeatureStream.Done using(Embedding embedding) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the model is closed");
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return embedding.run();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted while embedding");
      cancelled.initCause(stopped);
      throw cancelled;
    } finally {
      use.readLock().unlock();
    }
  }
}
