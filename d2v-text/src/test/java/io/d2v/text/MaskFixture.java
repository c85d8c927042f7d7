package io.d2v.text;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Statistics of masks that the reference code drew. The system property {@code d2v.fixtures} names
 * another folder of the same layout.
 *
 * @param json the strategy's section
 */
record MaskFixture(String json) {
  static final int DRAWS = 2000;

  static MaskFixture of(String strategy) {
    try {
      String all = Files.readString(file());
      int start = all.indexOf('"' + strategy + "\": {");
      return new MaskFixture(all.substring(start, all.indexOf("\n }", start)));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The number at a path of keys; enough of JSON for this one file. */
  double number(String... path) {
    int at = 0;
    for (String key : path) {
      at = json.indexOf('"' + key + "\": ", at) + key.length() + 4;
    }
    return Double.parseDouble(json.substring(at).split("[,\\s}]", 2)[0]);
  }

  private static Path file() throws URISyntaxException {
    String elsewhere = System.getProperty("d2v.fixtures", "");
    return elsewhere.isEmpty()
        ? Path.of(
            Objects.requireNonNull(MaskFixture.class.getResource("/fixtures/stats/masks.json"))
                .toURI())
        : Path.of(elsewhere, "stats", "masks.json");
  }
}
