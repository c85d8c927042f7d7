package io.d2v.bench.finetune;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The recipes for fine-tuning that come with d2v. */
public final class FineTuningRecipes {
  private static final List<String> NAMES =
      List.of(
          "finetune-glue",
          "finetune-imagenet",
          "finetune-librispeech-10m",
          "finetune-librispeech-1h",
          "finetune-librispeech-10h",
          "finetune-librispeech-100h",
          "finetune-librispeech-960h",
          "finetune-speech-tiny",
          "finetune-text-tiny",
          "finetune-vision-tiny",
          "finetune-v2-glue",
          "finetune-v2-imagenet",
          "finetune-v2-librispeech-10m",
          "finetune-v2-librispeech-1h",
          "finetune-v2-librispeech-10h",
          "finetune-v2-librispeech-100h",
          "finetune-v2-librispeech-960h");

  private FineTuningRecipes() {}

  /** Name to YAML text. */
  public static Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    NAMES.forEach(name -> texts.put(name, text(name)));
    return texts;
  }

  private static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            FineTuningRecipes.class.getResourceAsStream("recipes/" + name + ".yaml"), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
