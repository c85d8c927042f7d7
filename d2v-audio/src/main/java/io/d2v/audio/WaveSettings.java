package io.d2v.audio;

import io.d2v.api.Default;
import java.util.List;

/**
 * The recipe's {@code encoder} section for sound.
 *
 * @param lengths of the sizes that samples are cut or padded to, in samples at 16 kHz, ascending
 * @param channels of each convolution
 * @param kernels of the convolutions, in samples of what goes into each
 * @param strides of the convolutions
 * @param extractorNorm what follows the convolutions
 * @param extractorBias whether the convolutions have a bias
 * @param extractorGradient what the gradient of the convolutions is multiplied by
 * @param positionLayers how many positional convolutions; a single one has weight norm
 * @param positionKernel of all of them together, in tokens
 * @param positionGroups into how many parts their channels fall
 * @param alibi what attention adds to its scores
 * @param outputNorm whether a layer norm follows the positions: with a post-norm transformer
 * @param channelShare of the channels that spans of them would cover if none overlapped, zero in
 *     training: 0 for pre-training, 0.5 in wav2vec 2.0's fine-tuning with 100 hours
 * @param channelLength of such a span
 * @param padding whether what is padded counts in the group norm and in the positional convolutions
 * @param epsilon added to the variance of a recording before it is divided by its root
 * @param normEpsilon of the layer norms before the projection and after the positions
 */
record WaveSettings(
    List<Integer> lengths,
    @Default("512") int channels,
    @Default("[10, 3, 3, 3, 3, 2, 2]") List<Integer> kernels,
    @Default("[5, 2, 2, 2, 2, 2, 2]") List<Integer> strides,
    @Default("layer") ExtractorNorm extractorNorm,
    @Default("false") boolean extractorBias,
    @Default("1") double extractorGradient,
    @Default("5") int positionLayers,
    @Default("95") int positionKernel,
    @Default("16") int positionGroups,
    @Default("none") Alibi alibi,
    @Default("true") boolean outputNorm,
    @Default("0") double channelShare,
    @Default("64") int channelLength,
    @Default("counts") Padding padding,
    @Default("1e-5") double epsilon,
    @Default("1e-5") double normEpsilon) {
  /** What follows the convolutions. */
  enum ExtractorNorm {
    /** Layer norm over the channels after each. */
    LAYER,
    /** Each channel over time, after the first alone: wav2vec 2.0's {@code default} mode. */
    GROUP
  }

  /** What attention adds to its scores. */
  enum Alibi {
    /** Nothing. */
    NONE,
    /**
     * The distance of tokens, with a slope and a learned scale for each head: {@link Distances}.
     */
    SHARED,
    /** The same with a scale for each head of each block. */
    PER_BLOCK
  }

  /** Whether what is padded counts in the group norm and in the positional convolutions. */
  enum Padding {
    /**
     * It does, as in the reference: in the group norm, and after the first of several positional
     * convolutions, which makes padding next to a token something else than zero. So what a sample
     * gives depends on whether it is padded.
     */
    COUNTS,
    /** It is left out: a sample gives what it gives alone. */
    LEFT_OUT,
    /**
     * It counts, and is not even made zero before the positional convolutions, as in data2vec 2.0's
     * reference, which pads nothing in pre-training. Not for training on samples that are padded:
     * the gradient of layer norms at their zeros grows a hundredfold with each convolution.
     */
    KEPT
  }

  WaveSettings {
    lengths = List.copyOf(lengths);
    kernels = List.copyOf(kernels);
    strides = List.copyOf(strides);
    require(
        !kernels.isEmpty() && kernels.size() == strides.size(),
        "kernels and strides have one entry a convolution: " + kernels + " and " + strides);
    require(
        kernels.stream().allMatch(k -> k >= 1) && strides.stream().allMatch(s -> s >= 1),
        "kernels and strides are at least 1: " + kernels + " and " + strides);
    require(channels >= 1, "channels is at least 1");
    require(positionLayers >= 0, "position_layers is at least 0");
    require(positionKernel >= 1 && positionGroups >= 1, "position_kernel, position_groups from 1");
    require(
        channelShare >= 0 && channelShare < 1 && channelLength >= 1,
        "channel_share is from 0 to below 1, channel_length from 1");
    require(extractorGradient >= 0, "extractor_gradient is at least 0");
    require(epsilon > 0 && normEpsilon > 0, "epsilon and norm_epsilon are above 0");
    require(
        !lengths.isEmpty() && lengths.stream().sorted().distinct().toList().equals(lengths),
        "lengths is ascending, one or more: " + lengths);
    Convolutions convolutions = new Convolutions(kernels, strides);
    require(
        convolutions.frames(lengths.get(0)) >= 1,
        lengths.get(0)
            + " samples are less than one token; the convolutions need "
            + convolutions.least());
  }

  /** How many samples become how many tokens. */
  Convolutions convolutions() {
    return new Convolutions(kernels, strides);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
