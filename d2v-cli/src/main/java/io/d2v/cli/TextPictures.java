package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.bench.report.Figure;
import io.d2v.bench.report.Gallery;
import io.d2v.bench.report.Passage;
import io.d2v.cli.view.WordView;
import java.util.List;

/** Lines of text with masked tokens marked, and tokens in the colours of their features. */
final class TextPictures implements DemoPictures {
  private static final int SHOWN = 8;

  @Override
  public int shown() {
    return SHOWN;
  }

  @Override
  public List<Gallery> galleries(Dataset data, List<ShownSample> samples) {
    List<String> vocabulary = data.vocabulary();
    return List.of(
        new Gallery(
            "What the student reads",
            "Lines to test on. What stands out in the first row is hidden from the student, who"
                + " must predict it. Below, the three principal components of each token's"
                + " features as red, green and blue, of the encoder before training and after:"
                + " tokens of like colours have like features.",
            1,
            samples.stream().map(sample -> passage(sample, vocabulary)).toList()));
  }

  private static Figure passage(ShownSample sample, List<String> vocabulary) {
    List<String> texts = WordView.texts(sample.example(), vocabulary);
    return new Passage(
        sample.label(),
        List.of(
            WordView.masked("masked", texts, sample.mask()),
            WordView.coloured("before", texts, sample.before()),
            WordView.coloured("after", texts, sample.after())));
  }
}
