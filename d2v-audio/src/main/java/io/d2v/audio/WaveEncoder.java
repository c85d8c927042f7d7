package io.d2v.audio;

import io.d2v.api.AttentionBias;
import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Grid;
import io.d2v.api.Sample;
import io.d2v.api.Tokens;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.audio.WaveSettings.Padding;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Sound as tokens of 20 ms: convolutions of the waveform, a projection, and positions by
 * convolutions that see masked tokens (wav2vec 2.0 and data2vec, the reference's {@code
 * data2vec_audio.py}).
 */
final class WaveEncoder implements Encoder {
  static final String WAVEFORM = "waveform";
  static final String LENGTHS = "lengths";

  private final WaveSettings settings;
  private final Waveforms waveforms;
  private final int samples;

  /** The largest size. */
  WaveEncoder(WaveSettings settings, Waveforms waveforms) {
    this(settings, waveforms, settings.lengths().get(settings.lengths().size() - 1));
  }

  private WaveEncoder(WaveSettings settings, Waveforms waveforms, int samples) {
    this.settings = settings;
    this.waveforms = waveforms;
    this.samples = samples;
  }

  @Override
  public Grid grid() {
    return Grid.line(settings.convolutions().frames(samples));
  }

  @Override
  public List<Encoder> sizes() {
    return settings.lengths().stream()
        .<Encoder>map(length -> new WaveEncoder(settings, waveforms, length))
        .toList();
  }

  @Override
  public long capacity() {
    return samples;
  }

  @Override
  public Map<String, TensorType> inputs() {
    return Map.of(
        WAVEFORM,
        TensorType.float32(samples),
        LENGTHS,
        TensorType.int32(settings.kernels().size() + 1));
  }

  @Override
  public boolean padded() {
    return true;
  }

  @Override
  public Example prepare(Sample sample, Phase phase, RandomGenerator random) throws IOException {
    float[] padded = new float[samples];
    int length = waveforms.waveform(sample, padded, phase, random);
    int[] lengths = settings.convolutions().lengths(length);
    int frames = lengths[lengths.length - 1];
    if (frames < 1) {
      throw new IOException(
          length
              + " samples at 16 kHz are too short for one token, which takes "
              + settings.convolutions().least());
    }
    return new Example(
        Map.of(
            WAVEFORM,
            Array.of(Shape.of(samples), padded),
            LENGTHS,
            Array.of(Shape.of(lengths.length), lengths)),
        frames);
  }

  /** The mean and deviation of log-mel bands over time. */
  @Override
  public float[] plain(Example example) {
    int length = Objects.requireNonNull(example.arrays().get(LENGTHS)).ints()[0];
    float[] waveform = Objects.requireNonNull(example.arrays().get(WAVEFORM)).floats();
    return LogMel.summary(Arrays.copyOf(waveform, length));
  }

  @Override
  public Tensor embed(Scope scope, Map<String, Tensor> inputs, int width) {
    Tensor waveform = Objects.requireNonNull(inputs.get(WAVEFORM)); // [B, S]
    Tensor features =
        new FeatureExtractor(settings)
            .apply(scope.child("features"), waveform, lengths(inputs)); // [B, T, C]
    Tensor normal = scope.layerNorm("norm", features, settings.normEpsilon()); // [B, T, C]
    double bound = 1 / Math.sqrt(settings.channels()); // PyTorch's default
    Tensor projected =
        scope.linear("project", normal, width, new Init.Uniform(-bound, bound)); // [B, T, D]
    scope.show("stage.feature_extractor", features.transpose(0, 2, 1)); // [B, C, T]
    scope.show("extract_features", normal);
    scope.show("stage.feature_projection", projected);
    return projected;
  }

  @Override
  public Tokens position(Scope scope, Tensor tokens, Map<String, Tensor> inputs) {
    Tensor valid = Valid.frames(tokens, lengths(inputs), settings.kernels().size()); // [B, T, 1]
    ChannelMask channels = new ChannelMask(settings.channelShare(), settings.channelLength());
    Tensor heard = channels.apply(scope.child("channels"), tokens); // [B, T, D]
    Tensor kept = settings.padding() == Padding.KEPT ? heard : heard.times(valid); // [B, T, D]
    Tensor placed =
        settings.positionLayers() == 0 ? kept : kept.plus(positions(scope, kept, valid));
    Tensor normal =
        settings.outputNorm()
            ? scope.layerNorm("output_norm", placed, settings.normEpsilon())
            : placed; // [B, T, D]
    return new Tokens(normal, 0, bias(scope));
  }

  private AttentionBias bias(Scope scope) {
    return switch (settings.alibi()) {
      case NONE -> new AttentionBias.None();
      case SHARED ->
          (AttentionBias.OfPlaces)
              places -> (AttentionBias.Shared) heads -> Distances.bias(scope, heads, places);
      case PER_BLOCK ->
          (AttentionBias.OfPlaces)
              places ->
                  (AttentionBias.PerBlock) (block, heads) -> Distances.bias(block, heads, places);
    };
  }

  @Override
  public boolean mixesTokens() {
    return settings.positionLayers() > 0;
  }

  @Override
  public TeacherRule teacher(String parameter) {
    if (parameter.startsWith("positions.")) {
      return TeacherRule.COPY;
    }
    return parameter.startsWith("output_norm.") || parameter.startsWith(Distances.SCALE)
        ? TeacherRule.AVERAGE
        : TeacherRule.SHARE;
  }

  private Tensor positions(Scope scope, Tensor kept, Tensor valid) {
    Tensor positions =
        new PositionalConvolutions(settings)
            .apply(scope.child("positions"), kept, valid); // [B, T, D]
    scope.show("stage.pos_conv_embed", positions);
    return positions;
  }

  private static Tensor lengths(Map<String, Tensor> inputs) {
    return Objects.requireNonNull(inputs.get(LENGTHS)); // INT32 [B, L + 1]
  }
}
