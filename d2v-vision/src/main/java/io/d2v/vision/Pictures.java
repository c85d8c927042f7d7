package io.d2v.vision;

import io.d2v.api.Encoder.Phase;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** Makes samples the model's input: decode, crop, flip, jitter, normalise. */
record Pictures(PatchSettings settings) {
  /** Normalised pixels: {@code [channels, image_size, image_size]}. */
  float[] prepare(Sample sample, Phase phase, RandomGenerator random) throws IOException {
    Picture picture = ImageDecoder.decode(sample).withChannels(settings.channels());
    int side = settings.imageSize();
    if (phase == Phase.EVALUATE) {
      Crop crop = Crop.central(picture.height(), picture.width(), side);
      return normalized(Resampling.square(picture, crop, side));
    }
    Crop crop =
        Crop.random(
            picture.height(), picture.width(), settings.cropArea(), settings.cropAspect(), random);
    Picture cropped = Resampling.square(picture, crop, side);
    Picture turned = random.nextDouble() < settings.flip() ? cropped.flipped() : cropped;
    return normalized(new ColorJitter(settings.jitter(), settings.hue()).apply(turned, random));
  }

  private float[] normalized(Picture picture) {
    int size = picture.height() * picture.width();
    float[] pixels = picture.pixels();
    float[] result = new float[pixels.length];
    for (int i = 0; i < result.length; i++) {
      double mean = settings.mean().get(i / size);
      result[i] = (float) ((pixels[i] - mean) / settings.deviation().get(i / size));
    }
    return result;
  }
}
