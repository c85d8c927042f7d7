package io.d2v.text;

import tools.jackson.databind.json.JsonMapper;

/** Text that may hold anything as a setting of a recipe, in quotes where it needs them. */
final class QuotedText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private QuotedText() {}

  /** The setting. */
  static String of(String text) {
    return JSON.writeValueAsString(text);
  }

  /** What it says. */
  static String read(String setting) {
    return setting.startsWith("\"") ? JSON.readValue(setting, String.class) : setting;
  }
}
