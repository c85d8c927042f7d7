package io.d2v.cli;

import io.d2v.core.run.Durable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What WordNet 3.1 says of nouns, labelled by their category: a line such as {@code animal}, a tab,
 * {@code long-tailed arboreal marsupial}. The file's format is that of WordNet's manual, wndb(5WN);
 * the categories' numbers are those of lexnames(5WN).
 */
final class Glosses implements DemoData {
  private static final String NOUNS = "net/sf/extjwnl/data/wordnet/wn31/data.noun";
  private static final int FIRST_CATEGORY = 3;
  private static final List<String> CATEGORIES =
      List.of(
          "tops",
          "act",
          "animal",
          "artifact",
          "attribute",
          "body",
          "cognition",
          "communication",
          "event",
          "feeling",
          "food",
          "group",
          "location",
          "motive",
          "object",
          "person",
          "phenomenon",
          "plant",
          "possession",
          "process",
          "quantity",
          "relation",
          "shape",
          "state",
          "substance",
          "time");

  private static final int TEST_EVERY = 40;

  @Override
  public void unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (Files.exists(folder.resolve("test.tsv"))) { // the last one written
      return;
    }
    List<String> licence = new ArrayList<>();
    Map<String, String> categories = new LinkedHashMap<>(); // of each gloss, once
    try (InputStream in =
            Objects.requireNonNull(Glosses.class.getClassLoader().getResourceAsStream(NOUNS));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("  ")) {
          licence.add(line.strip());
        } else {
          int category = Integer.parseInt(line.split(" ", 3)[1]) - FIRST_CATEGORY;
          String gloss = line.substring(line.indexOf('|') + 1).strip();
          categories.putIfAbsent(gloss, CATEGORIES.get(category));
        }
      }
    }
    List<String> train = new ArrayList<>();
    List<String> test = new ArrayList<>();
    int number = 0;
    for (Map.Entry<String, String> gloss : categories.entrySet()) {
      List<String> part = number++ % TEST_EVERY == 0 ? test : train;
      part.add(gloss.getValue() + "\t" + gloss.getKey());
    }
    write(folder.resolve("copyright"), licence);
    write(folder.resolve("train.tsv"), train);
    write(folder.resolve("test.tsv"), test);
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Durable.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
