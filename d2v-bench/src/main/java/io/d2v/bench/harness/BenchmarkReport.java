package io.d2v.bench.harness;

import io.d2v.bench.report.BenchmarkPage;
import io.d2v.bench.result.Published;
import io.d2v.bench.result.ResultTable;
import io.d2v.core.run.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What benchmarks found, beside the published results of the same benchmarks.
 *
 * @param command that makes it again
 * @param environment by name: version, device, Java, processors, data
 */
public record BenchmarkReport(
    String command, Map<String, String> environment, List<Section> sections) {
  private static final String PUBLISHED =
      "Published results. Their budgets are others than ours, so no difference is printed: "
          + ResultTable.NOT_COMPARABLE
          + ".";

  /**
   * A benchmark.
   *
   * @param name {@code imagenet}, {@code librispeech} or {@code glue}
   * @param summary ours beside published results
   * @param left what was not compared, and why
   * @param found each comparison
   */
  public record Section(String name, ResultTable summary, List<String> left, List<Found> found) {
    /** Copies the lists. */
    public Section {
      left = List.copyOf(left);
      found = List.copyOf(found);
    }
  }

  /** Copies the collections. */
  public BenchmarkReport {
    environment = new TreeMap<>(environment);
    sections = List.copyOf(sections);
  }

  /** Writes {@code report.html}, {@code report.md} and {@code report.json} into a folder. */
  public void write(Path folder) throws IOException {
    Durable.write(folder.resolve("report.md"), bytes(markdown()));
    Durable.write(folder.resolve("report.json"), bytes(new ReportJson(this).text()));
    List<String> facts = new ArrayList<>(List.of("Made by " + command));
    environment.forEach((name, value) -> facts.add(name + ": " + value));
    BenchmarkPage.write(
        "Benchmarks",
        facts,
        sections.stream()
            .map(section -> new BenchmarkPage.Section(section.name(), parts(section)))
            .toList(),
        folder.resolve("report.html"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<BenchmarkPage.Part> parts(Section section) {
    List<BenchmarkPage.Part> parts = new ArrayList<>();
    List<String> notes = new ArrayList<>(List.of(PUBLISHED));
    section.left().forEach(left -> notes.add("Left out: " + left + "."));
    parts.add(new BenchmarkPage.Part(section.summary(), notes));
    for (Found found : section.found()) {
      parts.add(
          new BenchmarkPage.Part(found.table(), notes(found), found.curves(), found.examined()));
    }
    others(section).forEach(table -> parts.add(new BenchmarkPage.Part(table, List.of(PUBLISHED))));
    return parts;
  }

  /** Published tables but the one that the summary has. */
  private static List<ResultTable> others(Section section) {
    return Published.tables(section.name()).stream()
        .filter(table -> !section.summary().title().endsWith(table.title()))
        .toList();
  }

  /** What is said below a comparison's table. */
  private static List<String> notes(Found found) {
    List<String> notes = new ArrayList<>(found.gains().stream().map(Gain::sentence).toList());
    notes.addAll(found.medians());
    found.examined().forEach((name, one) -> one.notes().forEach(n -> notes.add(name + ": " + n)));
    return notes;
  }

  String markdown() {
    StringBuilder text = new StringBuilder("# Benchmarks\n\n");
    text.append("Made by `").append(command).append("`.\n\n");
    environment.forEach(
        (name, value) -> text.append("- ").append(name).append(": ").append(value).append('\n'));
    for (Section section : sections) {
      text.append("\n## ").append(section.name()).append("\n\n");
      for (BenchmarkPage.Part part : parts(section)) {
        text.append(part.table().markdown());
        part.notes().forEach(note -> text.append(note).append("\n\n"));
      }
    }
    return text.toString();
  }
}
