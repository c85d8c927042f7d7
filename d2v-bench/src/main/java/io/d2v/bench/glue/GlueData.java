package io.d2v.bench.glue;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of a data set: texts or pairs, with classes or numbers.
 *
 * @param samples in the file's order
 * @param classes what they mean
 * @param bad lines that were left out
 */
public record GlueData(List<Sample> samples, List<String> classes, int bad) implements Dataset {
  private static final Logger LOG = LoggerFactory.getLogger(GlueData.class);
  private static final String PARAPHRASES = "msr_paraphrase_train.txt";
  private static final String PARAPHRASE_DEV_IDS = "dev_ids.tsv";

  /** Copies the lists. */
  public GlueData {
    samples = List.copyOf(samples);
    classes = List.copyOf(classes);
  }

  /**
   * Where a set is in a folder.
   *
   * @return nothing where it is not there
   */
  public static Optional<Path> path(GlueSet set, Path folder) {
    return GlueFiles.find(set, folder);
  }

  /** Which parts of a set are there: {@code train}, {@code dev} and {@code test}, or MNLI's. */
  public static List<String> parts(GlueSet set, Path path) throws IOException {
    GlueFiles files = GlueFiles.open(set, path);
    boolean original =
        set == GlueSet.MRPC && files.has(PARAPHRASES) && files.has(PARAPHRASE_DEV_IDS);
    List<String> parts = new ArrayList<>();
    for (String part : names(set)) {
      if (files.has(part + ".tsv") || (original && !set.testFiles().contains(part))) {
        parts.add(part);
      }
    }
    return parts;
  }

  /**
   * One part, whatever it is for.
   *
   * @param part one of {@link #parts}
   */
  public static GlueData open(GlueSet set, Path path, String part) throws IOException {
    if (set.testFiles().contains(part)) {
      return test(set, path, part);
    }
    return set.devFiles().contains(part) ? dev(set, path, part) : train(set, path);
  }

  private static List<String> names(GlueSet set) {
    List<String> names = new ArrayList<>(List.of("train"));
    names.addAll(set.devFiles());
    names.addAll(set.testFiles());
    return names;
  }

  /** The samples to learn from. */
  public static GlueData train(GlueSet set, Path path) throws IOException {
    GlueFiles files = GlueFiles.open(set, path);
    return set == GlueSet.MRPC && files.text("train.tsv").isEmpty()
        ? paraphrases(files, false)
        : part(files, "train", true);
  }

  /**
   * Samples to be judged by.
   *
   * @param file one of {@link GlueSet#devFiles()}
   */
  public static GlueData dev(GlueSet set, Path path, String file) throws IOException {
    GlueFiles files = GlueFiles.open(set, path);
    return set == GlueSet.MRPC && files.text("dev.tsv").isEmpty()
        ? paraphrases(files, true)
        : part(files, file, true);
  }

  /**
   * Samples without answers.
   *
   * @param file one of {@link GlueSet#testFiles()}
   */
  public static GlueData test(GlueSet set, Path path, String file) throws IOException {
    return part(GlueFiles.open(set, path), file, false);
  }

  private static GlueData part(GlueFiles files, String name, boolean answered) throws IOException {
    String file = name + ".tsv";
    String text =
        files
            .text(file)
            .orElseThrow(
                () ->
                    new UserError(
                        UserError.Kind.DATA, files.path() + ": there is no file " + file));
    return of(files.set(), files.where(file), text, answered, Optional.empty());
  }

  /** MRPC as Microsoft distributes it: the pairs of the first ids in a list are to be judged by. */
  private static GlueData paraphrases(GlueFiles files, boolean dev) throws IOException {
    String file = PARAPHRASES;
    Optional<String> text = files.text(file);
    Optional<String> ids = files.text(PARAPHRASE_DEV_IDS);
    if (text.isEmpty() || ids.isEmpty()) {
      throw new UserError(
          UserError.Kind.DATA,
          files.path()
              + ": there is neither train.tsv and dev.tsv, nor msr_paraphrase_train.txt with"
              + " dev_ids.tsv");
    }
    Set<String> chosen = new HashSet<>(ids.get().lines().map(String::strip).toList());
    return of(
        files.set(),
        files.where(file),
        text.get(),
        true,
        Optional.of(id -> chosen.contains(id) == dev));
  }

  /** Chooses lines by what their two ids are, a tab between them. */
  @FunctionalInterface
  private interface Choice {
    boolean takes(String ids);
  }

  private static GlueData of(
      GlueSet set, String where, String text, boolean answered, Optional<Choice> choice) {
    List<String> needed = new ArrayList<>(set.texts());
    if (answered) {
      needed.add(set.answer());
    }
    Table table = Table.read(where, text, answered ? set.bare() : List.of(), needed);
    List<Sample> samples = new ArrayList<>();
    int bad = table.bad();
    for (Table.Row row : table.rows()) {
      if (choice.isPresent()
          && !choice.get().takes(cell(table, row, "#1 ID") + "\t" + cell(table, row, "#2 ID"))) {
        continue;
      }
      Optional<Sample> sample = sample(set, table, row, answered);
      if (sample.isPresent()) {
        samples.add(sample.get());
      } else {
        bad++;
      }
    }
    if (samples.isEmpty()) {
      throw new UserError(UserError.Kind.DATA, where + ": holds no samples");
    }
    return new GlueData(samples, set.classes(), bad);
  }

  private static Optional<Sample> sample(
      GlueSet set, Table table, Table.Row row, boolean answered) {
    String id = table.where() + ":" + row.line();
    List<String> texts = set.texts().stream().map(name -> cell(table, row, name)).toList();
    Sample.Content content =
        texts.size() == 1
            ? new Sample.Text(texts.get(0))
            : new Sample.Pair(texts.get(0), texts.get(1));
    if (!answered) {
      return Optional.of(Sample.of(id, content));
    }
    String answer = cell(table, row, set.answer()).strip();
    if (set.classes().isEmpty()) {
      OptionalDouble number = number(answer);
      if (number.isEmpty()) {
        LOG.warn("{}: left out, '{}' is no number", id, answer);
        return Optional.empty();
      }
      return Optional.of(new Sample(id, content, OptionalInt.empty(), number, Optional.empty()));
    }
    int label = set.written().indexOf(answer);
    if (label < 0) {
      LOG.warn("{}: left out, '{}' is none of {}", id, answer, set.written());
      return Optional.empty();
    }
    return Optional.of(new Sample(id, content, OptionalInt.of(label)));
  }

  private static OptionalDouble number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static String cell(Table table, Table.Row row, String column) {
    return row.cells().get(table.required(column));
  }

  @Override
  public long size() {
    return samples.size();
  }

  @Override
  public Sample read(long index) {
    return samples.get(Math.toIntExact(index));
  }

  @Override
  public void close() {}
}
