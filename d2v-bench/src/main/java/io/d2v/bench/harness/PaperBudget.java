package io.d2v.bench.harness;

import io.d2v.api.Encoder;
import io.d2v.core.train.Method;
import java.util.List;
import java.util.Locale;

/** What data2vec Base was pre-trained with (arXiv 2202.03555, section 4). */
public enum PaperBudget {
  /** 800 epochs of ImageNet-1K's training images. */
  VISION(800 * 1_281_167.0, "1,025 million images"),
  /** 400,000 updates of 63 minutes of sound. */
  AUDIO(400_000 * 63 / 60.0, "420,000 hours"),
  /** 1,000,000 updates of 256 texts of 512 tokens. */
  TEXT(1_000_000 * 256.0 * 512, "131,072 million tokens");

  private static final double SAMPLES_AN_HOUR = 16_000 * 3600.0;

  private final double whole;
  private final String words;

  PaperBudget(double whole, String words) {
    this.whole = whole;
    this.words = words;
  }

  /** For reports. */
  String words() {
    return "the " + words + " of data2vec Base";
  }

  /** So many samples as a share of it, at most: each counts as if it were as long as any may be. */
  String share(long samples, Method method) {
    List<Encoder> sizes = method.objective().encoder().sizes();
    double units = samples * unitsASample(sizes.get(sizes.size() - 1));
    return String.format(Locale.ROOT, "%.2g %%", 100 * units / whole);
  }

  private double unitsASample(Encoder longest) {
    return switch (this) {
      case VISION -> 1;
      case AUDIO -> hours(longest);
      case TEXT -> longest.grid().tokens();
    };
  }

  private static double hours(Encoder encoder) {
    return encoder.inputs().values().stream()
            .mapToDouble(type -> type.shape().elements())
            .max()
            .orElse(0)
        / SAMPLES_AN_HOUR;
  }
}
