package io.d2v.vision;

import io.d2v.api.Default;
import java.util.List;

/**
 * The recipe's {@code encoder} section for images.
 *
 * @param imageSize height and width of what the model sees, in pixels
 * @param patch height and width of a patch, in pixels; divides the image size
 * @param channels 1 for grey, 3 for colour
 * @param classToken whether a learned token stands before the patches
 * @param positions what is added to the tokens
 * @param relativeBias what is added to the attention scores
 * @param classDeviation standard deviation of the class token's first values
 * @param outputNorm whether a layer norm follows the positions: with a post-norm transformer
 * @param normEpsilon added to the variance in that norm
 * @param mean of each channel, which is subtracted; pixels are from 0 to 1
 * @param deviation of each channel, by which it is divided then
 * @param cropArea smallest and largest share of the image's area that a random crop takes
 * @param cropAspect smallest and largest width over height of a random crop
 * @param interpolation how a crop is resized
 * @param flip probability of a left-right flip
 * @param jitter strength of random changes in brightness, contrast and saturation
 * @param hue strength of random changes in hue, in turns of the colour circle
 * @param randAugment how many changes RandAugment makes; fine-tuning of BEiT and MAE has 2, and no
 *     jitter
 * @param randMagnitude how strong RandAugment's changes are, from 0 to 10
 * @param randDeviation standard deviation of that strength
 * @param erase probability that a rectangle becomes noise; BEiT and MAE have 0.25
 * @param centralCrop share of the short side that evaluation keeps of pictures larger than the
 *     model's image
 */
record PatchSettings(
    @Default("224") int imageSize,
    @Default("16") int patch,
    @Default("3") int channels,
    @Default("true") boolean classToken,
    @Default("none") Positions positions,
    @Default("shared") RelativeBias relativeBias,
    @Default("0.02") double classDeviation,
    @Default("false") boolean outputNorm,
    @Default("1e-6") double normEpsilon,
    @Default("[0.485, 0.456, 0.406]") List<Double> mean,
    @Default("[0.229, 0.224, 0.225]") List<Double> deviation,
    @Default("[0.08, 1.0]") List<Double> cropArea,
    @Default("[0.75, 1.3333333333333333]") List<Double> cropAspect,
    @Default("bicubic") Resampling interpolation,
    @Default("0.5") double flip,
    @Default("0.4") double jitter,
    @Default("0") double hue,
    @Default("0") int randAugment,
    @Default("9") double randMagnitude,
    @Default("0.5") double randDeviation,
    @Default("0") double erase,
    @Default("0.875") double centralCrop) {
  /** What is added to the tokens. */
  enum Positions {
    /** Nothing. */
    NONE,
    /** A learned vector for each place, the class token's included. */
    LEARNED,
    /** Sines and cosines of row and column. */
    SINCOS
  }

  /** What is added to the attention scores. */
  enum RelativeBias {
    /** Nothing. */
    NONE,
    /** One table for all blocks. */
    SHARED,
    /** A table for each block. */
    PER_BLOCK
  }

  PatchSettings {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    cropArea = List.copyOf(cropArea);
    cropAspect = List.copyOf(cropAspect);
    require(classDeviation > 0 && normEpsilon > 0, "class_deviation, norm_epsilon are above 0");
    require(channels == 1 || channels == 3, "channels is 1 or 3, not " + channels);
    require(
        patch >= 1 && imageSize >= patch,
        "an image of image_size " + imageSize + " is smaller than a patch of " + patch);
    require(
        imageSize % patch == 0, "image_size " + imageSize + " is no multiple of patch " + patch);
    require(
        mean.size() == channels && deviation.size() == channels,
        "mean and deviation have one entry a channel: " + mean + " and " + deviation);
    require(deviation.stream().allMatch(d -> d > 0), "deviation is above 0");
    require(ascending(cropArea) && cropArea.get(1) <= 1, "crop_area is [low, high] up to 1");
    require(ascending(cropAspect), "crop_aspect is [low, high]");
    require(flip >= 0 && flip <= 1, "flip is a probability");
    require(jitter >= 0 && jitter <= 1 && hue >= 0 && hue <= 0.5, "jitter <= 1 and hue <= 0.5");
    require(randAugment >= 0 && randAugment <= 15, "rand_augment is from 0 to 15");
    require(
        randMagnitude >= 0 && randMagnitude <= RandAugment.MOST && randDeviation >= 0,
        "rand_magnitude is from 0 to 10, and rand_deviation not below 0");
    require(erase >= 0 && erase <= 1, "erase is a probability");
    require(centralCrop > 0 && centralCrop <= 1, "central_crop is above 0, at most 1");
  }

  /** Patches along each side. */
  int side() {
    return imageSize / patch;
  }

  private static boolean ascending(List<Double> range) {
    return range.size() == 2 && range.get(0) > 0 && range.get(0) <= range.get(1);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
