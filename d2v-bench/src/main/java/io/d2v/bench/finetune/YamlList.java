package io.d2v.bench.finetune;

import java.util.List;
import java.util.stream.Collectors;

/** A list as a recipe's settings write it. */
public final class YamlList {
  private YamlList() {}

  /** Each text in quotes, with commas between them. */
  public static String of(List<String> texts) {
    return texts.stream()
        .map(text -> "'" + text.replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
