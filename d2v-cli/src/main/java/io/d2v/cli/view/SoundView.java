package io.d2v.cli.view;

import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.api.graph.Array;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.picture.Spectrogram;
import io.d2v.bench.report.Gallery;
import io.d2v.bench.report.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A spectrogram with what is masked shaded, and strips of tokens below it. */
public final class SoundView implements View {
  private static final int RATE = 16_000; // what the encoder is given
  private static final double TOKEN = 0.02; // seconds

  /** What fits beside a strip. */
  private static final Map<String, String> STRIPS =
      Map.of("token", "frame", "similarity", "similar");

  SoundView() {}

  /** A recording's spectrogram with masked spans and, below, strips of tokens by their names. */
  public static Recording recording(
      String title, Example example, Mask masked, Map<String, Pixels> strips) {
    float[] waveform = waveform(example);
    return new Recording(
        title,
        (double) waveform.length / RATE,
        Spectrogram.of(waveform, RATE),
        spans(masked),
        strips.entrySet().stream()
            .map(
                strip ->
                    new Recording.Strip(
                        strip.getKey(), strip.getValue().width() * TOKEN, strip.getValue()))
            .toList());
  }

  private static float[] waveform(Example example) {
    Array waveform = Objects.requireNonNull(example.arrays().get("waveform")); // [S]
    Array lengths = Objects.requireNonNull(example.arrays().get("lengths")); // [L + 1]
    return Arrays.copyOf(waveform.floats(), lengths.ints()[0]);
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

  @Override
  public Map<String, Pixels> files(Seen seen) {
    Map<String, Pixels> files = new LinkedHashMap<>();
    files.put("spectrogram", Spectrogram.of(waveform(seen.example()), RATE).pixels());
    files.putAll(new TokenView().files(seen));
    return files;
  }

  @Override
  public List<String> reading() {
    List<String> reading =
        new ArrayList<>(
            List.of(
                "Spectrogram: energy at each frequency, dark where it is loud. Shaded is what a draw"
                    + " of the masker hides; further draws are strips."));
    reading.addAll(Shown.reading("frames", "marked", "(dark)"));
    return reading;
  }

  @Override
  public List<Gallery> galleries(Seen seen) {
    Map<String, Pixels> strips = new LinkedHashMap<>();
    TokenView.cells(seen)
        .forEach((name, cells) -> strips.put(STRIPS.getOrDefault(name, name), cells));
    Mask shaded = Mask.of(seen.example().valid(), new BitSet());
    if (!seen.masks().isEmpty()) {
      shaded = seen.masks().get(0);
      strips.remove("mask 1");
    }
    return List.of(
        new Gallery(
            seen.name(),
            String.format(
                Locale.ROOT,
                "Frame %d, at %.2f s, is marked. %s",
                seen.token(),
                seen.token() * TOKEN,
                Shown.numbers("frame", seen)),
            1,
            List.of(recording("Over time", seen.example(), shaded, strips))));
  }
}
