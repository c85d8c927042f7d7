package io.d2v.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.bench.probe.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishedTest {
  @Test
  void figuresAreThePapers() {
    assertThat(published("imagenet", "ViT-B", "data2vec", "top-1")).isEqualTo(84.2);
    assertThat(published("imagenet", "ViT-L", "MAE", "top-1")).isEqualTo(85.9);
    assertThat(published("librispeech", "model, Base", "wav2vec 2.0", "960 h")).isEqualTo(6.1);
    assertThat(published("librispeech", "model, Large", "HuBERT", "10 min")).isEqualTo(10.1);
    assertThat(published("librispeech", "10 h of labels", "data2vec", "test-other")).isEqualTo(8.1);
    assertThat(published("glue", "GLUE", "BERT", "RTE")).isEqualTo(61.0);
    assertThat(published("glue", "GLUE", "data2vec, runs of 4 masked (35 %)", "average"))
        .isEqualTo(82.9);
  }

  @Test
  void tablesOfOnePaperAgree() {
    for (String hours : List.of("10 min", "1 h", "10 h", "100 h")) {
      for (String model : List.of("wav2vec 2.0", "HuBERT", "data2vec")) {
        assertThat(published("librispeech", hours + " of labels", model, "test-other"))
            .as(hours + ", " + model)
            .isEqualTo(published("librispeech", "model, Base", model, hours));
      }
    }
  }

  @Test
  void averagesAreThoseOfEightTasksButForBerts() {
    ResultTable glue = Published.tables("glue").get(0);
    for (ResultRow row : glue.rows()) {
      double sum = 0;
      for (String task : List.of("QNLI", "RTE", "MRPC", "QQP", "STS-B", "CoLA", "SST-2")) {
        sum += row.values().get(task).mean();
      }
      double mnli = (row.values().get("MNLI-m").mean() + row.values().get("MNLI-mm").mean()) / 2;
      double printed = row.values().get("average").mean();
      boolean bert = row.name().equals("BERT");
      assertThat((sum + mnli) / 8).isCloseTo(bert ? 81.2 : printed, within(0.06));
      assertThat(row.source().orElseThrow()).contains(bert ? "its own columns average 81.2" : "4");
    }
  }

  @Test
  void everyRowSaysItsSourceAndBudget() {
    assertThat(Published.tables()).hasSize(9);
    for (ResultTable table : Published.tables()) {
      for (ResultRow row : table.rows()) {
        assertThat(row.source().orElseThrow()).startsWith("arXiv 2202.03555v3, table ");
        assertThat(row.budget().unlabelled()).isNotBlank();
        assertThat(table.columns()).containsAll(row.values().keySet());
      }
    }
  }

  @Test
  void markdownHasARowAModelWithItsSource() {
    Budget small = new Budget("none", "200 | labels", "300 updates");
    String text =
        Published.tables("imagenet")
            .get(0)
            .with(List.of(row("ours", small, Interval.of(70, 80))))
            .markdown();

    assertThat(text)
        .contains("| model | top-1 (%) | unlabelled | labelled | training | cost | source |")
        .contains(
            "| data2vec | 84.2 | ImageNet-1K | ImageNet-1K | 800 epochs |  | arXiv 2202.03555v3")
        .contains(
            "| ours | 75.0 ± 63.5 | none | 200 \\| labels | 300 updates | 1 min | measured here |");
  }

  private static ResultRow row(String name, Budget budget, Interval value) {
    return new ResultRow(
        name, Map.of("top-1", value), budget, Optional.of("1 min"), Optional.empty());
  }

  private static double published(String benchmark, String title, String model, String column) {
    return Published.tables(benchmark).stream()
        .filter(table -> table.title().contains(title))
        .flatMap(table -> table.rows().stream())
        .filter(row -> row.name().equals(model))
        .findFirst()
        .orElseThrow()
        .values()
        .get(column)
        .mean();
  }
}
