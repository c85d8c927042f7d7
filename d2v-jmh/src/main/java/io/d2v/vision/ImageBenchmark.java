package io.d2v.vision;

import io.d2v.api.Encoder;
import io.d2v.api.Encoder.Phase;
import io.d2v.api.Example;
import io.d2v.api.Sample;
import io.d2v.bench.speed.SyntheticImages;
import io.d2v.core.recipe.RecipeReader;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A colour JPEG of 500 x 375 pixels, 70 KB, as ImageNet has them on average. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ImageBenchmark {
  private static final String RECIPE = "vision-base";

  private byte[] jpeg;
  private Sample sample;
  private final Encoder plain = encoder("encoder.jitter=0");
  private final Encoder jittered = encoder("encoder.jitter=0.4");
  private final Encoder augmented =
      encoder("encoder.jitter=0", "encoder.rand_augment=2", "encoder.erase=0.25");
  private final SplittableRandom random = new SplittableRandom(1);

  /** Makes the image. */
  @Setup
  public void make() throws IOException {
    jpeg = SyntheticImages.jpeg(1);
    sample = Sample.of("made.jpg", new Sample.Encoded(jpeg));
  }

  /** Decoded as training does: by Leptonica. */
  @Benchmark
  public Object decode() throws IOException {
    return ImageDecoder.decode(sample);
  }

  /** Decoded as what Leptonica does not take: by OpenCV. */
  @Benchmark
  public Object decodeByOpenCv() throws IOException {
    return ImageDecoder.any(jpeg);
  }

  /** Decoded, cut at random, resized to 224 x 224, flipped and normalised. */
  @Benchmark
  public Example prepare() throws IOException {
    return plain.prepare(sample, Phase.TRAIN, random);
  }

  /** The same with the changes of colours that {@code vision-base} has. */
  @Benchmark
  public Example prepareJittered() throws IOException {
    return jittered.prepare(sample, Phase.TRAIN, random);
  }

  /** The same with RandAugment and erasing in their place, as fine-tuning has them. */
  @Benchmark
  public Example prepareAugmented() throws IOException {
    return augmented.prepare(sample, Phase.TRAIN, random);
  }

  private static Encoder encoder(String... overrides) {
    Vision vision = new Vision();
    String text = Objects.requireNonNull(vision.recipes().get(RECIPE));
    return vision
        .encoder()
        .create(RecipeReader.parse(RECIPE, text, List.of(overrides)).section("encoder"));
  }
}
