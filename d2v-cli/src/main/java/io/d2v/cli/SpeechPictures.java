package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.api.graph.Array;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.picture.Spectrogram;
import io.d2v.bench.report.Figure;
import io.d2v.bench.report.Gallery;
import io.d2v.bench.report.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Spectrograms with the masked spans shaded, and the features over time as colours. */
final class SpeechPictures implements DemoPictures {
  private static final int SHOWN = 6;
  private static final int COLUMNS = 2;
  private static final int RATE = 16_000; // what the encoder is given
  private static final double TOKEN = 0.02; // seconds

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
    float[] waveform = waveform(sample.example());
    return new Recording(
        sample.label(),
        (double) waveform.length / RATE,
        Spectrogram.of(waveform, RATE),
        spans(sample.mask()),
        List.of(strip("before", sample.before()), strip("after", sample.after())));
  }

  private static float[] waveform(Example example) {
    Array waveform = Objects.requireNonNull(example.arrays().get("waveform")); // [S]
    Array lengths = Objects.requireNonNull(example.arrays().get("lengths")); // [L + 1]
    return Arrays.copyOf(waveform.floats(), lengths.ints()[0]);
  }

  private static Recording.Strip strip(String name, Pixels colours) {
    return new Recording.Strip(name, colours.width() * TOKEN, colours);
  }

  private static List<Recording.Span> spans(Mask mask) {
    List<Recording.Span> spans = new ArrayList<>();
    int begin = 0;
    for (int token = 0; token <= mask.tokens(); token++) {
      if (!mask.contains(token)) {
        if (token > begin) {
          spans.add(new Recording.Span(begin * TOKEN, token * TOKEN));
        }
        begin = token + 1;
      }
    }
    return spans;
  }
}
