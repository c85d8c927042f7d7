package io.d2v.cli.view;

import io.d2v.bench.picture.Pixels;
import io.d2v.bench.report.Gallery;
import java.util.List;
import java.util.Map;

/** How samples of one kind of data are shown. */
interface View {
  /** A sample's pictures, by what they show: words that are also their files' names. */
  Map<String, Pixels> files(Seen seen);

  /** How to read them. */
  List<String> reading();

  /** The same on a page. */
  List<Gallery> galleries(Seen seen);

  /**
   * Those of a modality; plain strips of tokens where it has none of its own.
   *
   * @param vocabulary of a dataset of texts
   */
  static View of(String modality, List<String> vocabulary) {
    return switch (modality) {
      case "vision" -> new ImageView();
      case "audio" -> new SoundView();
      case "text" -> new WordView(vocabulary);
      default -> new TokenView();
    };
  }
}
