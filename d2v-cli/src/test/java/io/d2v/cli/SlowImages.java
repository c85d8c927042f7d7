package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Factory;
import io.d2v.api.Masker;
import io.d2v.api.Modality;
import io.d2v.api.Sample;
import io.d2v.api.Settings;
import io.d2v.api.TargetBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;

/**
 * Images that are read as slowly as a file beside them says: {@code slow} holds the milliseconds
 * that each sample takes, and after the first one there is a file {@code read}. For processes on
 * the class path; on the module path its service is not seen.
 */
public final class SlowImages implements Modality {
  static final String NAME = "slow-images";
  private static final String RECIPE =
      """
      name: slow
      modality: slow-images
      encoder: {image_size: %d, patch: 4, channels: 1, mean: [0.5], deviation: [0.3], jitter: 0}
      masker: {name: blocks, masked: 2, smallest: 1}
      targets: {layers: 1}
      transformer: {width: 8, layers: 1, heads: 2, dropout: 0.1}
      objective: {ema_start: 0.9, ema_end: 0.99, ema_steps: 10}
      optimizer: {learning_rate: 1e-3}
      schedule: {warmup_steps: 2}
      training: {batch: 4, accumulate: 2, steps: %d, checkpoint_every: 1}
      backend: {device: cpu, precision: float32, fuse: false}
      """;
  private static final String SLOW = "slow";
  private static final String READ = "read";

  private final Modality images =
      ServiceLoader.load(Modality.class).stream()
          .filter(provider -> !provider.type().equals(SlowImages.class))
          .map(ServiceLoader.Provider::get)
          .filter(modality -> modality.name().equals("vision"))
          .findFirst()
          .orElseThrow();

  /** A folder of images that are read at full speed until it is told otherwise. */
  static Path write(Path folder, int count) throws IOException {
    TinyImages.write(folder.resolve("images"), count);
    return folder;
  }

  /** A recipe for a model of a few hundred numbers. */
  static String recipe(int steps) {
    return RECIPE.formatted(TinyImages.SIDE, steps);
  }

  /** Starts {@code d2v} with this modality. */
  static D2vProcess start(Path out, Object... arguments) throws IOException {
    List<String> words = new ArrayList<>(D2vProcess.words(arguments));
    int path = words.indexOf("-cp") + 1;
    words.set(path, "target/test-classes" + File.pathSeparator + words.get(path));
    return D2vProcess.start(out, words);
  }

  static void slow(Path folder, long milliseconds) throws IOException {
    Files.writeString(folder.resolve(SLOW), Long.toString(milliseconds));
    Files.deleteIfExists(folder.resolve(READ));
  }

  static void fast(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(SLOW));
  }

  /** Whether a sample has been asked for since {@link #slow}. */
  static boolean isRead(Path folder) {
    return Files.exists(folder.resolve(READ));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Factory<Encoder> encoder() {
    return images.encoder();
  }

  @Override
  public Factory<Masker> masker() {
    return images.masker();
  }

  @Override
  public Optional<Factory<TargetBuilder>> targets() {
    return images.targets();
  }

  @Override
  public Dataset open(Path source, Settings settings) throws IOException {
    return new Slow(source, images.open(source.resolve("images"), settings));
  }

  @Override
  public Dataset view(Dataset raw, Settings settings) throws IOException {
    Slow slow = (Slow) raw;
    return new Slow(slow.folder, images.view(slow.images, settings));
  }

  private record Slow(Path folder, Dataset images) implements Dataset {
    @Override
    public long size() {
      return images.size();
    }

    @Override
    public OptionalLong length(long index) {
      return images.length(index);
    }

    @Override
    public List<String> classes() {
      return images.classes();
    }

    @Override
    public Sample read(long index) throws IOException {
      Path slow = folder.resolve(SLOW);
      if (Files.exists(slow)) {
        Files.writeString(folder.resolve(READ), "");
        try {
          Thread.sleep(Long.parseLong(Files.readString(slow)));
        } catch (InterruptedException closed) {
          throw new IOException(closed);
        }
      }
      return images.read(index);
    }

    @Override
    public void close() throws IOException {
      images.close();
    }
  }
}
