package io.d2v.audio;

import io.d2v.api.Encoder;
import io.d2v.api.Encoder.Phase;
import io.d2v.api.Example;
import io.d2v.api.Sample;
import io.d2v.core.recipe.RecipeReader;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
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

/** Ten seconds of FLAC. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SoundBenchmark {
  private static final int SECONDS = 10;
  private static final String RECIPE = "speech-base";

  private byte[] flac;
  private Sample plain;
  private Sample stereo;
  private final Encoder encoder = encoder();
  private final SplittableRandom random = new SplittableRandom(1);

  /** Makes the sounds. */
  @Setup
  public void make() throws IOException {
    flac = new FlacWriter(Resampler.RATE, 1).write(SECONDS);
    plain = Sample.of("made.flac", new Sample.Encoded(flac));
    stereo = Sample.of("stereo.flac", new Sample.Encoded(new FlacWriter(44_100, 2).write(SECONDS)));
  }

  /** One channel, 16 kHz, as LibriSpeech has them: decoded in Java. */
  @Benchmark
  public float[] decode() throws IOException {
    return SoundDecoder.decode(plain);
  }

  /** The same by FFmpeg, as where Java's decoder refuses. */
  @Benchmark
  @SuppressWarnings("try") // the scope frees what is made within it, unnamed
  public float[] decodeByFfmpeg() throws IOException {
    try (PointerScope scope = new PointerScope();
        SoundFrames frames = new FlacStream(flac);
        Resampler resampler = new Resampler(Resampler.RATE)) {
      while (frames.next()) {
        resampler.add(frames.frame());
      }
      return resampler.finish();
    }
  }

  /** Two channels, 44.1 kHz: decoded by FFmpeg, mixed and resampled. */
  @Benchmark
  public float[] decodeStereo() throws IOException {
    return SoundDecoder.decode(stereo);
  }

  /** One channel, 16 kHz: decoded, normalised and padded. */
  @Benchmark
  public Example prepare() throws IOException {
    return encoder.prepare(plain, Phase.TRAIN, random);
  }

  private static Encoder encoder() {
    Audio audio = new Audio();
    String text = Objects.requireNonNull(audio.recipes().get(RECIPE));
    return audio.encoder().create(RecipeReader.parse(RECIPE, text, List.of()).section("encoder"));
  }
}
