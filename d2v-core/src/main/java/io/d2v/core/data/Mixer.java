package io.d2v.core.data;

import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Mixed;
import io.d2v.api.Mixing;
import io.d2v.api.graph.Array;
import io.d2v.core.data.MixingSettings.Each;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Mixes each sample of a batch with the one opposite to it, the first with the last, as timm does;
 * the middle one of an odd batch stays as it is. All draws come from one key.
 */
public final class Mixer {
  private final MixingSettings settings;

  /** For batches of a run. */
  public Mixer(MixingSettings settings) {
    this.settings = settings;
  }

  /**
   * A mixed batch.
   *
   * @param examples as many as were given
   * @param labels of each, shared between the two that it is made of
   */
  public record Blend(List<Example> examples, List<Array> labels) {
    /** Copies the lists. */
    public Blend {
      examples = List.copyOf(examples);
      labels = List.copyOf(labels);
    }
  }

  /**
   * Mixes a batch.
   *
   * @param encoder that prepared the examples
   * @param labels FLOAT32, of one shape: probabilities of the classes
   * @param bits random ones of this batch, as {@link Key#bits} makes them
   */
  public Blend mix(Encoder encoder, List<Example> examples, List<Array> labels, long bits) {
    if (examples.size() != labels.size()) {
      throw new IllegalArgumentException(
          examples.size() + " examples, but " + labels.size() + " labels");
    }
    if (!settings.on()) {
      return new Blend(examples, labels);
    }
    List<Example> mixed = new ArrayList<>();
    List<Array> shared = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      // The same generator for all gives all the same share and place.
      long key = settings.each() == Each.BATCH ? bits : Key.mix(bits + i + 1);
      int opposite = examples.size() - 1 - i;
      Mixed one = mix(encoder, examples.get(i), examples.get(opposite), new SplittableRandom(key));
      mixed.add(one.example());
      shared.add(shared(labels.get(i), labels.get(opposite), one.share()));
    }
    return new Blend(mixed, shared);
  }

  private Mixed mix(Encoder encoder, Example first, Example second, RandomGenerator random) {
    if (random.nextDouble() >= settings.probability()) {
      return new Mixed(first, 1);
    }
    boolean either = settings.mixup() > 0 && settings.cutmix() > 0;
    boolean paste = either ? random.nextDouble() < settings.pasting() : settings.cutmix() > 0;
    double share = Beta.draw(paste ? settings.cutmix() : settings.mixup(), random);
    Mixing how = paste ? Mixing.PASTE : Mixing.BLEND;
    return encoder.mix(first, second, how, share, random);
  }

  private static Array shared(Array first, Array second, double share) {
    if (!first.type().equals(second.type())) {
      throw new IllegalArgumentException(
          "labels of one type are wanted, not " + first.type() + " and " + second.type());
    }
    float[] a = first.floats();
    float[] b = second.floats();
    float[] mixed = new float[a.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = (float) (share * a[i] + (1 - share) * b[i]);
    }
    return Array.of(first.type().shape(), mixed);
  }
}
