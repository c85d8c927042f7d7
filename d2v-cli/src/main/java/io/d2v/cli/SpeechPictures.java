package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.report.Figure;
import io.d2v.bench.report.Gallery;
import io.d2v.cli.view.SoundView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spectrograms with the masked spans shaded, and the features over time as colours. */
final class SpeechPictures implements DemoPictures {
  private static final int SHOWN = 6;
  private static final int COLUMNS = 2;

  @Override
  public int shown() {
    return SHOWN;
  }

  @Override
  public List<Gallery> galleries(Dataset data, List<ShownSample> samples) {
    return List.of(
        new Gallery(
            "What the student hears",
            "Seconds to test on: energy at each frequency, dark where it is loud. What is shaded"
                + " is hidden from the student, who must predict it. Below, the three principal"
                + " components of each token's features as red, green and blue, of the encoder"
                + " before training and after: colours that are the same in every recording show"
                + " that the features tell the place, not the sound.",
            COLUMNS,
            samples.stream().map(SpeechPictures::recording).toList()));
  }

  private static Figure recording(ShownSample sample) {
    Map<String, Pixels> strips = new LinkedHashMap<>();
    strips.put("before", sample.before());
    strips.put("after", sample.after());
    return SoundView.recording(sample.label(), sample.example(), sample.mask(), strips);
  }
}
