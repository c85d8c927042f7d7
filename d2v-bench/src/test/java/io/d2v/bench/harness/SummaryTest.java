package io.d2v.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.bench.result.Budget;
import io.d2v.bench.result.ResultRow;
import io.d2v.bench.result.ResultTable;
import io.d2v.bench.result.ResultTable.Better;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Our rows by the columns of published tables. */
class SummaryTest {
  @Test
  void theAverageOfGlueIsOfEightTasksWithMnliAsOne() {
    ResultTable table = Summary.glue(allOfGlue());

    ResultRow ours = table.rows().get(0);
    assertThat(ours.name()).isEqualTo("pre-trained");
    assertThat(ours.value("MRPC").orElseThrow().mean()).as("the mean counts").isEqualTo(60);
    assertThat(ours.value("MNLI-mm").orElseThrow().mean()).isEqualTo(40);
    assertThat(ours.value("average").orElseThrow().mean())
        .isCloseTo((7 * 60 + (50 + 40) / 2.0) / 8, within(1e-9));
    assertThat(table.rows()).extracting(ResultRow::name).contains("BERT", "data2vec");
    assertThat(table.columns()).endsWith("average", "WNLI");
  }

  @Test
  void aTaskThatIsMissingLeavesNoAverage() {
    List<Found> some = allOfGlue().subList(0, 3);

    assertThat(Summary.glue(some).rows().get(0).value("average")).isEmpty();
  }

  @Test
  void speechIsBesideThePublishedTableOfItsSubset() {
    Found found = found("speech-recognition", "test-other_wer", 90, "test-other_lm_wer", 80);

    ResultTable table = Summary.librispeech(found, Optional.of("10m"));

    assertThat(table.title()).contains("10 min of labels");
    assertThat(table.rows().get(0).value("test-other").orElseThrow().mean()).isEqualTo(80);
    assertThat(table.rows().get(1).value("test-other").orElseThrow().mean()).isEqualTo(15.6);
  }

  @Test
  void labelsThatNoPaperHadStandInAColumnOfTheirOwn() {
    Found found = found("speech-recognition", "test_wer", 90, "test_lm_wer", 80);

    ResultTable other = Summary.librispeech(found, Optional.empty());
    assertThat(other.columns()).endsWith("960 h", "these labels");
    assertThat(other.rows().get(0).values()).containsOnlyKeys("these labels");

    Found whole = found("speech-recognition", "test-other_wer", 9, "test-other_lm_wer", 6);
    assertThat(Summary.librispeech(whole, Optional.of("960h")).rows().get(0).values())
        .containsOnlyKeys("960 h");
  }

  private static List<Found> allOfGlue() {
    List<Found> all = new ArrayList<>();
    for (String task : List.of("cola", "sst-2", "mrpc", "sts-b", "qqp", "qnli", "rte", "wnli")) {
      all.add(found(task, "dev_first", 60, "dev_second", 10));
    }
    all.add(found("mnli", "dev_matched_accuracy", 50, "dev_mismatched_accuracy", 40));
    return all;
  }

  private static Found found(String task, String first, double one, String second, double two) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    values.put(first, List.of(one, one));
    values.put(second, List.of(two, two));
    Scored scored = new Scored(values);
    ResultRow row =
        new ResultRow(
            "pre-trained",
            scored.intervals(),
            new Budget("a", "b", "c"),
            Optional.empty(),
            Optional.empty());
    ResultTable table =
        new ResultTable("b", task, List.of(first, second), Better.HIGHER, "%", List.of(row));
    return new Found(task, table, Map.of("pre-trained", scored), List.of(), Map.of());
  }
}
