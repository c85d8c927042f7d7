package io.d2v.bench.glue;

import java.util.List;
import java.util.Locale;

/**
 * One of GLUE's data sets.
 *
 * <p>Columns are found by the names in a file's first line. CoLA's training and development files
 * have no such line; {@link #bare} says what their columns are.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are List.of
public enum GlueSet {
  /** Whether a sentence is acceptable (Warstadt et al. 2018). */
  COLA(
      "CoLA",
      List.of("unacceptable", "acceptable"),
      List.of("0", "1"),
      List.of("sentence"),
      "label",
      Metric.MATTHEWS),
  /** Whether a review is positive (Socher et al. 2013). */
  SST_2(
      "SST-2",
      List.of("negative", "positive"),
      List.of("0", "1"),
      List.of("sentence"),
      "label",
      Metric.ACCURACY),
  /** Whether two sentences say the same (Dolan and Brockett 2005). */
  MRPC(
      "MRPC",
      List.of("not_equivalent", "equivalent"),
      List.of("0", "1"),
      List.of("#1 String", "#2 String"),
      "Quality",
      Metric.ACCURACY_AND_F1),
  /** How alike two sentences are, from 0 to 5 (Cer et al. 2017). */
  STS_B(
      "STS-B",
      List.of(),
      List.of(),
      List.of("sentence1", "sentence2"),
      "score",
      Metric.CORRELATIONS),
  /** Whether two questions ask the same. */
  QQP(
      "QQP",
      List.of("not_duplicate", "duplicate"),
      List.of("0", "1"),
      List.of("question1", "question2"),
      "is_duplicate",
      Metric.ACCURACY_AND_F1),
  /** What a premise says about a hypothesis (Williams et al. 2018). */
  MNLI(
      "MNLI",
      List.of("contradiction", "neutral", "entailment"),
      List.of("contradiction", "neutral", "entailment"),
      List.of("sentence1", "sentence2"),
      "gold_label",
      Metric.ACCURACY),
  /** Whether a sentence answers a question (Rajpurkar et al. 2016). */
  QNLI(
      "QNLI",
      List.of("not_entailment", "entailment"),
      List.of("not_entailment", "entailment"),
      List.of("question", "sentence"),
      "label",
      Metric.ACCURACY),
  /** Whether a hypothesis follows. */
  RTE(
      "RTE",
      List.of("not_entailment", "entailment"),
      List.of("not_entailment", "entailment"),
      List.of("sentence1", "sentence2"),
      "label",
      Metric.ACCURACY),
  /** Whether a sentence with its pronoun replaced follows (Levesque et al. 2011). */
  WNLI(
      "WNLI",
      List.of("not_entailment", "entailment"),
      List.of("0", "1"),
      List.of("sentence1", "sentence2"),
      "label",
      Metric.ACCURACY);

  /** How predictions are compared. */
  public enum Metric {
    /** The share of right ones. */
    ACCURACY,
    /** Matthews's correlation. */
    MATTHEWS,
    /** Accuracy, F1, and their mean, which counts. */
    ACCURACY_AND_F1,
    /** Pearson's and Spearman's correlations, and their mean, which counts. */
    CORRELATIONS
  }

  /** What the numbers of a regression are divided by, as the reference does. */
  public static final double MOST = 5;

  private final String folder;
  private final List<String> classes;
  private final List<String> written;
  private final List<String> texts;
  private final String answer;
  private final Metric metric;

  GlueSet(
      String folder,
      List<String> classes,
      List<String> written,
      List<String> texts,
      String answer,
      Metric metric) {
    this.folder = folder;
    this.classes = classes;
    this.written = written;
    this.texts = texts;
    this.answer = answer;
    this.metric = metric;
  }

  /** Its folder in the archive, and the archive's name without {@code .zip}. */
  public String folder() {
    return folder;
  }

  /** What commands call it: {@code sst-2}. */
  public String task() {
    return folder.toLowerCase(Locale.ROOT);
  }

  /** What its classes mean; none where it is a regression. */
  public List<String> classes() {
    return classes;
  }

  /** How files write each class. */
  List<String> written() {
    return written;
  }

  /** The columns of its one text or two. */
  List<String> texts() {
    return texts;
  }

  /** The column of the right answer. */
  String answer() {
    return answer;
  }

  /** How predictions are compared. */
  public Metric metric() {
    return metric;
  }

  /** The columns of a file without a first line that names them; none where files have one. */
  List<String> bare() {
    return this == COLA ? List.of("source", "label", "star", "sentence") : List.of();
  }

  /** What the files to be judged by are called, without {@code .tsv}. */
  public List<String> devFiles() {
    return this == MNLI ? List.of("dev_matched", "dev_mismatched") : List.of("dev");
  }

  /** What papers call a file's column. */
  public String shown(String devFile) {
    return switch (devFile) {
      case "dev_matched" -> "MNLI-m";
      case "dev_mismatched" -> "MNLI-mm";
      default -> folder;
    };
  }

  /** What the files without answers are called, without {@code .tsv}. */
  public List<String> testFiles() {
    return this == MNLI ? List.of("test_matched", "test_mismatched") : List.of("test");
  }
}
