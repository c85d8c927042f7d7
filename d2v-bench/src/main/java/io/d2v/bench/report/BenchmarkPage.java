package io.d2v.bench.report;

import static io.d2v.bench.report.Html.escape;

import io.d2v.bench.result.Examined;
import io.d2v.bench.result.ResultRow;
import io.d2v.bench.result.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What benchmarks found as one HTML page; published rows are grey. */
public final class BenchmarkPage {
  private BenchmarkPage() {}

  /** A benchmark. */
  public record Section(String title, List<Part> parts) {
    /** Copies the list. */
    public Section {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A table and what is to be said of it.
   *
   * @param notes below it
   * @param curves over the runs' updates
   * @param examined what single runs did, by their names
   */
  public record Part(
      ResultTable table, List<String> notes, List<Series> curves, Map<String, Examined> examined) {
    /** Copies the collections, whose order stays. */
    public Part {
      notes = List.copyOf(notes);
      curves = List.copyOf(curves);
      examined = Collections.unmodifiableMap(new LinkedHashMap<>(examined));
    }

    /** A table alone. */
    public Part(ResultTable table, List<String> notes) {
      this(table, notes, List.of(), Map.of());
    }
  }

  /**
   * Writes the page; what was there is replaced once the new page is complete.
   *
   * @param facts where and how it was made
   */
  public static void write(String title, List<String> facts, List<Section> sections, Path out)
      throws IOException {
    Page page = new Page(title, facts);
    for (Section section : sections) {
      page.heading(section.title());
      section.parts().forEach(part -> write(page, part));
    }
    page.write(out);
  }

  private static void write(Page page, Part part) {
    page.subheading(part.table().title()).part(table(part.table()));
    page.notes(part.notes()).drawings(part.curves());
    part.examined()
        .forEach(
            (name, examined) -> {
              if (!examined.mistakes().isEmpty() || !examined.misheard().isEmpty()) {
                page.part("<details><summary>" + escape("Errors of " + name) + "</summary>\n");
                examined.mistakes().forEach(one -> page.part(new MistakesTable(one).html()));
                examined.misheard().forEach(one -> page.part(new MisheardText(one).html()));
                page.part("</details>\n");
              }
            });
  }

  private static String table(ResultTable table) {
    StringBuilder html = new StringBuilder("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    List<String> heads = new ArrayList<>(List.of("model"));
    String unit = table.unit().isEmpty() ? "" : " (" + table.unit() + ")";
    table.columns().forEach(column -> heads.add(column + unit));
    heads.addAll(ResultTable.WORDS);
    heads.forEach(head -> html.append("<th scope=\"col\">").append(escape(head)).append("</th>"));
    html.append("</tr></thead><tbody>");
    table.rows().forEach(row -> html.append(row(table, row)));
    return html.append("</tbody></table></div>\n").toString();
  }

  private static String row(ResultTable table, ResultRow row) {
    StringBuilder html =
        new StringBuilder(row.source().isPresent() ? "<tr class=\"other\">" : "<tr>");
    html.append("<th scope=\"row\">").append(escape(row.name())).append("</th>");
    for (String column : table.columns()) {
      html.append("<td>")
          .append(row.value(column).map(ResultTable::shown).map(Html::escape).orElse("\u2013"))
          .append("</td>");
    }
    for (String words : row.words()) {
      html.append("<td class=\"words\">").append(escape(words)).append("</td>");
    }
    return html.append("</tr>\n").toString();
  }
}
