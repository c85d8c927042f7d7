package io.d2v.bench.data;

import io.d2v.bench.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What was found, for people. */
record FindingsText(Findings findings) {
  private static final int LISTED = 20;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("part", part -> part.set().name()),
          new Column("samples", part -> count(part.contents().samples())),
          new Column("published", FindingsText::published),
          new Column("classes", FindingsText::classes),
          new Column("hours", FindingsText::hours),
          new Column(
              "bad lines", part -> part.contents().bad() == 0 ? "" : count(part.contents().bad())),
          new Column(
              "damaged", part -> part.reading().isPresent() ? count(part.damaged().size()) : ""),
          new Column("samples/s", FindingsText::rate));

  /** A column of the parts; left out where it says nothing about any. */
  private record Column(String name, Function<PartReport, String> cell) {}

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    findings.files().forEach(file -> lines.add(file.words()));
    List<PartReport> opened =
        findings.parts().stream().filter(part -> part.problem().isEmpty()).toList();
    if (!opened.isEmpty()) {
      lines.add("\n" + table(opened));
    }
    findings.parts().forEach(part -> lines.addAll(faults(part)));
    if (!findings.absent().isEmpty()) {
      lines.add("not there: " + String.join(", ", findings.absent()));
    }
    lines.add(verdict());
    return String.join("\n", lines) + "\n";
  }

  private static List<String> faults(PartReport part) {
    List<String> lines = new ArrayList<>();
    part.problem().ifPresent(why -> lines.add(part.set().name() + ": can't be opened: " + why));
    part.damaged().stream().limit(LISTED).forEach(one -> lines.add("damaged: " + one));
    if (part.damaged().size() > LISTED) {
      lines.add(
          part.damaged().size() - LISTED + " more of " + part.set().name() + " (--json has all)");
    }
    return lines;
  }

  private String verdict() {
    List<PartReport> parts = findings.parts();
    long damaged = parts.stream().mapToLong(part -> part.damaged().size()).sum();
    long unopened = parts.stream().filter(part -> part.problem().isPresent()).count();
    if (parts.isEmpty()) {
      return "nothing was found that can be read";
    }
    if (damaged > 0 || unopened > 0) {
      return "damaged samples: " + damaged + "; parts that can't be opened: " + unopened;
    }
    return parts.stream().allMatch(part -> part.reading().isPresent())
        ? "every sample can be read"
        : "headers can be read; the samples were left unread (--quick)";
  }

  private static String table(List<PartReport> parts) {
    List<Column> columns =
        COLUMNS.stream()
            .filter(column -> parts.stream().anyMatch(part -> !column.cell().apply(part).isEmpty()))
            .toList();
    return TextTable.of(
        columns.stream().map(Column::name).toList(),
        parts.stream()
            .map(part -> columns.stream().map(column -> column.cell().apply(part)).toList())
            .toList());
  }

  private static String published(PartReport part) {
    if (part.set().samples().isEmpty()) {
      return "";
    }
    return part.asPublished() ? "the same" : count(part.set().samples().getAsLong());
  }

  private static String classes(PartReport part) {
    int classes = part.contents().classes();
    int published = part.set().classes().orElse(classes);
    String found = classes == 0 ? "" : count(classes);
    return classes == published ? found : found + " of " + count(published);
  }

  private static String hours(PartReport part) {
    return part.contents().hours().isEmpty()
        ? ""
        : String.format(Locale.ROOT, "%.2f", part.contents().hours().getAsDouble());
  }

  private static String rate(PartReport part) {
    OptionalDouble rate =
        part.reading().map(PartReport.Reading::rate).orElse(OptionalDouble.empty());
    return rate.isPresent() ? count(Math.round(rate.getAsDouble())) : "";
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
