package io.d2v.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.probe.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsLineUp() {
    List<Row> rows =
        List.of(
            new Row("random-init", new Interval(0.5, 0.01), Interval.of(0.4)),
            new Row("pre-trained", new Interval(0.64, 0.02), Interval.of(0.5)));

    assertThat(TextTable.of(rows))
        .isEqualTo(
            """
            features     linear probe   k-NN
            -----------  -------------  -----
            random-init  0.500 \u00b1 0.010  0.400
            pre-trained  0.640 \u00b1 0.020  0.500
            """);
  }
}
