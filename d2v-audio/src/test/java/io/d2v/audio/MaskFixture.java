package io.d2v.audio;

import java.io.IOException;
import java.nio.file.Files;

/**
 * Statistics of masks that the reference code drew.
 *
 * @param json the strategy's section
 */
record MaskFixture(String json) {
  static MaskFixture of(String strategy) throws IOException {
    String all = Files.readString(FrontendFixture.folder("stats").resolve("masks.json"));
    int start = all.indexOf('"' + strategy + "\": {");
    return new MaskFixture(all.substring(start, all.indexOf("\n }", start)));
  }

  /** The number of a key; enough of JSON for this one file. */
  double number(String key) {
    return numbers(key)[0];
  }

  /** The numbers of a key's list, or the single one. */
  double[] numbers(String key) {
    int start = json.indexOf('"' + key + "\": ") + key.length() + 4;
    boolean list = json.charAt(start) == '[';
    String text =
        list ? json.substring(start + 1, json.indexOf(']', start)) : json.substring(start);
    String[] parts = list ? text.split(",") : new String[] {text.split("[,\\s}]", 2)[0]};
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Double.parseDouble(parts[i].strip());
    }
    return numbers;
  }
}
