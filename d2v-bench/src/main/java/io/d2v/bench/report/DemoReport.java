package io.d2v.bench.report;

import java.util.List;

/**
 * What a pre-training run found.
 *
 * @param facts sentences on what ran: data, model, device, time
 * @param series in the order of their charts
 * @param rows of the table
 */
public record DemoReport(
    String title,
    List<String> facts,
    List<Series> series,
    List<Row> rows,
    List<Gallery> galleries) {
  /** Copies the lists. */
  public DemoReport {
    facts = List.copyOf(facts);
    series = List.copyOf(series);
    rows = List.copyOf(rows);
    galleries = List.copyOf(galleries);
  }
}
