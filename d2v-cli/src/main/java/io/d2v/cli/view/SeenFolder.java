package io.d2v.cli.view;

import io.d2v.api.Dataset;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.report.Gallery;
import io.d2v.bench.report.GalleryPage;
import io.d2v.core.data.Quarantine;
import io.d2v.core.interchange.Trained;
import io.d2v.core.model.TransformerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A folder with what a model sees: {@code page.html}, and for each sample a folder of its pictures
 * as PNG files.
 */
public record SeenFolder(Path path) {
  private static final String PAGE = "page.html";

  /**
   * What was written.
   *
   * @param pictures how many PNG files
   * @param left what could not be read
   */
  public record Written(Path page, int samples, int pictures, List<Quarantine.Damaged> left) {
    /** Copies the list. */
    public Written {
      left = List.copyOf(left);
    }
  }

  /** Its page. */
  public Path page() {
    return path.resolve(PAGE);
  }

  /**
   * Writes what a model sees; files of the same names are replaced.
   *
   * @param name of the model
   * @param data its samples
   * @throws io.d2v.api.UserError if what is looked at is not there, or no sample can be read
   */
  public Written write(String name, Trained trained, Dataset data, Look look)
      throws IOException, InterruptedException {
    Viewer viewer = new Viewer(trained, look);
    Quarantine quarantine = new Quarantine(look.samples(), 0);
    List<Seen> all = viewer.of(data, quarantine);
    View view = View.of(trained.method().modality().name(), data.vocabulary());
    List<Gallery> galleries = new ArrayList<>();
    int pictures = 0;
    for (int i = 0; i < all.size(); i++) {
      galleries.addAll(view.galleries(all.get(i)));
      Path folder = Files.createDirectories(path.resolve("sample-" + (i + 1)));
      for (Map.Entry<String, Pixels> file : view.files(all.get(i)).entrySet()) {
        String png = file.getKey().replace(' ', '-') + ".png";
        Files.write(folder.resolve(png), file.getValue().png());
        pictures++;
      }
    }
    GalleryPage.write(
        "What " + name + " sees", facts(trained, viewer.layer(), view), galleries, page());
    return new Written(page(), all.size(), pictures, quarantine.damaged());
  }

  private static List<String> facts(Trained trained, int layer, View view) {
    TransformerSettings transformer = trained.method().objective().transformer().settings();
    List<String> facts = new ArrayList<>();
    facts.add(
        String.format(
            Locale.ROOT,
            "Recipe %s (%s): %d layers, %d heads, width %d. Features are the encoder's output of"
                + " whole samples; heads are those of layer %d.",
            trained.method().recipe().name(),
            trained.method().modality().name(),
            transformer.layers(),
            transformer.heads(),
            transformer.width(),
            layer));
    facts.add(
        "Masks: draws of the recipe's masker, which hides from the student what it predicts.");
    facts.addAll(view.reading());
    return facts;
  }
}
