package io.d2v.bench.report;

import static io.d2v.bench.report.Html.escape;

import io.d2v.bench.result.ResultRow;
import io.d2v.bench.result.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What benchmarks found as one HTML page; published rows are grey. */
public final class BenchmarkPage {
  private BenchmarkPage() {}

  /**
   * A table and what is to be said of it.
   *
   * @param notes below it
   */
  public record Part(ResultTable table, List<String> notes) {
    /** Copies the list. */
    public Part {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Writes the page; what was there is replaced once the new page is complete.
   *
   * @param facts where and how it was made
   * @param curves over the runs' updates
   */
  public static void write(
      String title, List<String> facts, List<Part> parts, List<Series> curves, Path out)
      throws IOException {
    Page page = new Page(title, facts);
    for (Part part : parts) {
      page.heading(part.table().title()).part(table(part.table()));
      part.notes().forEach(page::paragraph);
    }
    page.charts(curves).write(out);
  }

  private static String table(ResultTable table) {
    StringBuilder html = new StringBuilder("<div class=\"wide\"><table><thead><tr>");
    List<String> heads = new ArrayList<>(List.of("model"));
    String unit = table.unit().isEmpty() ? "" : " (" + table.unit() + ")";
    table.columns().forEach(column -> heads.add(column + unit));
    heads.addAll(List.of("unlabelled", "labelled", "training", "source"));
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
    for (String words :
        List.of(
            row.budget().unlabelled(),
            row.budget().labelled(),
            row.budget().training(),
            row.source().orElse("measured here"))) {
      html.append("<td class=\"words\">").append(escape(words)).append("</td>");
    }
    return html.append("</tr>\n").toString();
  }
}
