package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.api.graph.Shape;
import io.d2v.bench.speed.Noise;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What timed embedding computes: the model of a timed step, on samples of an eighth of its length
 * to all of it, in three sizes.
 *
 * @param recipe that the model is of
 * @param overrides of its settings
 */
record EmbedWork(String recipe, List<String> overrides, Dataset samples) {
  private static final int WORDS = 50_264;

  /** So many samples. */
  static EmbedWork of(StepWork.Of modality, StepSize size, int count) {
    StepWork step = StepWork.of(modality, size);
    int longest = size.length();
    return switch (modality) {
      case VISION ->
          new EmbedWork(
              step.recipe(), step.overrides(), Noise.normal(count, Shape.of(3, longest, longest)));
      case AUDIO -> mixed(step, longest, Noise.sound(count, longest / 8, longest));
      case TEXT -> mixed(step, longest, Noise.text(count, longest / 8, longest, WORDS));
    };
  }

  /** The method that is timed. */
  Method method(Workshop workshop, List<String> more) throws IOException {
    return workshop.method(recipe, overrides, more);
  }

  private static EmbedWork mixed(StepWork step, int longest, Dataset samples) {
    List<String> overrides = new ArrayList<>(step.overrides());
    overrides.removeIf(setting -> setting.startsWith("encoder.lengths="));
    overrides.add("encoder.lengths=" + List.of(longest / 4, longest / 2, longest));
    return new EmbedWork(step.recipe(), overrides, samples);
  }
}
