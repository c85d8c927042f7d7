package io.d2v.bench.finetune;

import java.util.List;
import java.util.stream.Collectors;

/** Names as a list of a recipe's. */
public final class Names {
  private Names() {}

  /** In quotes, with commas between them. */
  public static String flow(List<String> names) {
    return names.stream()
        .map(name -> "'" + name.replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
