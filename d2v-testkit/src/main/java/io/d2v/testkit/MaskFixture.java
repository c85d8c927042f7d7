package io.d2v.testkit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Statistics of masks that the reference code drew, from {@code stats/masks.json}. The system
 * property {@code d2v.fixtures} names another folder of the same layout.
 *
 * @param json the strategy's section
 */
public record MaskFixture(String json) {
  /** How many masks the statistics are of. */
  public static final int DRAWS = 2000;

  /**
   * The statistics of one way to draw masks.
   *
   * @param shipped the file as the test's own module has it
   * @param strategy its key there
   */
  public static MaskFixture of(URL shipped, String strategy) {
    try {
      String all = Files.readString(file(shipped));
      int start = all.indexOf('"' + strategy + "\": {");
      return new MaskFixture(all.substring(start, all.indexOf("\n }", start)));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The number at a path of keys; enough of JSON for this one file. */
  public double number(String... path) {
    return numbers(path)[0];
  }

  /** The numbers of the list at a path of keys, or the single one. */
  public double[] numbers(String... path) {
    int at = 0;
    for (String key : path) {
      at = json.indexOf('"' + key + "\": ", at) + key.length() + 4;
    }
    boolean list = json.charAt(at) == '[';
    String text = list ? json.substring(at + 1, json.indexOf(']', at)) : json.substring(at);
    String[] parts = list ? text.split(",") : new String[] {text.split("[,\\s}]", 2)[0]};
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Double.parseDouble(parts[i].strip());
    }
    return numbers;
  }

  private static Path file(URL shipped) throws URISyntaxException {
    String elsewhere = System.getProperty("d2v.fixtures", "");
    return elsewhere.isEmpty()
        ? Path.of(shipped.toURI())
        : Path.of(elsewhere, "stats", "masks.json");
  }
}
