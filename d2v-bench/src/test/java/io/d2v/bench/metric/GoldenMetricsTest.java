package io.d2v.bench.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.bench.GoldenFiles;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Metrics give what scikit-learn, scipy and the reference's error counts give. */
@Tag("golden")
class GoldenMetricsTest {
  private static final double ROUNDING = 1e-14;

  @Test
  void metricsOfClassesAreTheReferences() throws IOException {
    classes("accuracy", ClassMetrics::accuracy);
    classes("f1", ClassMetrics::f1);
    classes("matthews", ClassMetrics::matthews);
  }

  @Test
  void metricsOfNumbersAreTheReferences() throws IOException {
    numbers("pearson", Correlation::pearson);
    numbers("spearman", Correlation::spearman);
  }

  @Test
  void wordAndLetterErrorsAreTheReferences() throws IOException {
    JsonNode golden = GoldenFiles.json("stats/wer.json");
    List<String> vocabulary = GoldenFiles.texts(golden.get("vocab"));
    ErrorRate words = ErrorRate.NONE;
    ErrorRate units = ErrorRate.NONE;
    for (JsonNode one : golden.get("cases")) {
      Alignment said =
          Alignment.of(
              ErrorRate.words(one.get("reference").asString()),
              ErrorRate.words(one.get("hypothesis").asString()));
      Alignment spelled =
          Alignment.of(
              units(vocabulary, one.get("reference_units")),
              units(vocabulary, one.get("collapsed")));
      assertThat(said.errors()).isEqualTo(one.get("word_errors").asInt());
      assertThat(said.said()).isEqualTo(one.get("words").asInt());
      assertThat(spelled.errors()).isEqualTo(one.get("unit_errors").asInt());
      assertThat(spelled.said()).isEqualTo(one.get("units").asInt());
      if (!one.get("wer_percent").isNull()) {
        assertThat(ErrorRate.NONE.plus(said).share() * 100)
            .isCloseTo(one.get("wer_percent").asDouble(), within(1e-12));
      }
      words = words.plus(said);
      units = units.plus(spelled);
    }
    JsonNode corpus = golden.get("corpus");
    assertThat(words.errors()).isEqualTo(corpus.get("word_errors").asInt());
    assertThat(words.share() * 100).isCloseTo(corpus.get("wer_percent").asDouble(), within(1e-12));
    assertThat(units.share() * 100).isCloseTo(corpus.get("uer_percent").asDouble(), within(1e-12));
  }

  @Test
  void whatIsUndefinedIsZero() {
    int[] mixed = {0, 1, 1, 0};
    assertThat(ClassMetrics.matthews(mixed, new int[] {1, 1, 1, 1})).isZero();
    assertThat(ClassMetrics.matthews(new int[] {0, 0}, new int[] {0, 1})).isZero();
    assertThat(ClassMetrics.f1(new int[] {0, 0}, new int[] {0, 0})).isZero();
    assertThat(Correlation.pearson(new double[] {1, 2}, new double[] {3, 3})).isZero();
  }

  @Test
  void equalNumbersShareTheMeanOfTheirRanks() {
    assertThat(Correlation.ranks(new double[] {2, 1, 2, 5, 2})).containsExactly(3, 1, 3, 5, 3);
    assertThat(Correlation.spearman(new double[] {1, 1, 2}, new double[] {5, 5, 9})).isEqualTo(1);
  }

  @Test
  void aClassThatIsNoneIsRefused() {
    assertThatThrownBy(() -> ClassMetrics.f1(new int[] {0, 2}, new int[] {0, 1}))
        .hasMessageContaining("sample 1: classes 2 and 1 of 2");
    assertThatThrownBy(() -> ClassMetrics.accuracy(new int[2], new int[3]))
        .hasMessageContaining("2 labels and 3 predictions");
  }

  private static void classes(String metric, ToDoubleBiFunction<int[], int[]> ours)
      throws IOException {
    for (JsonNode one : cases(metric)) {
      assertThat(
              ours.applyAsDouble(
                  GoldenFiles.ints(one.get("labels")), GoldenFiles.ints(one.get("predictions"))))
          .as(metric)
          .isCloseTo(one.get("value").asDouble(), within(ROUNDING));
    }
  }

  private static void numbers(String metric, ToDoubleBiFunction<double[], double[]> ours)
      throws IOException {
    for (JsonNode one : cases(metric)) {
      assertThat(
              ours.applyAsDouble(
                  GoldenFiles.doubles(one.get("labels")),
                  GoldenFiles.doubles(one.get("predictions"))))
          .as(metric)
          .isCloseTo(one.get("value").asDouble(), within(ROUNDING));
    }
  }

  private static JsonNode cases(String metric) throws IOException {
    JsonNode cases = GoldenFiles.json("stats/glue_metrics.json").get(metric);
    assertThat(cases.size()).isPositive();
    return cases;
  }

  private static List<String> units(List<String> vocabulary, JsonNode ids) {
    return Arrays.stream(GoldenFiles.ints(ids)).mapToObj(vocabulary::get).toList();
  }
}
