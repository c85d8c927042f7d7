package io.d2v.bench.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Sample;
import io.d2v.api.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files written as the originals are. */
class GlueDataTest {
  @TempDir private Path folder;

  @Test
  void colaHasNoLineOfNamesButInItsTestFile() throws IOException {
    zip(
        "CoLA",
        Map.of(
            "CoLA/train.tsv", "gj04\t1\t\tHe said \"no.\ngj04\t0\t*\tThem likes it.\n",
            "CoLA/dev.tsv", "gj04\t1\t\tShe left.\n",
            "CoLA/original/raw/in_domain_train.tsv", "gj04\t1\t\tnot this one\n",
            "CoLA/test.tsv", "index\tsentence\n0\tBill whistled.\n"));

    GlueData train = GlueData.train(GlueSet.COLA, folder);
    assertThat(train.samples())
        .extracting(Sample::content)
        .containsExactly(new Sample.Text("He said \"no."), new Sample.Text("Them likes it."));
    assertThat(train.samples()).extracting(s -> s.label().orElseThrow()).containsExactly(1, 0);
    assertThat(train.classes()).containsExactly("unacceptable", "acceptable");
    assertThat(train.read(1).id()).endsWith("CoLA.zip!CoLA/train.tsv:2");
    assertThat(GlueData.dev(GlueSet.COLA, folder, "dev").size()).isEqualTo(1);
    GlueData test = GlueData.test(GlueSet.COLA, folder, "test");
    assertThat(test.read(0).content()).isEqualTo(new Sample.Text("Bill whistled."));
    assertThat(test.read(0).label()).isEmpty();
  }

  @Test
  void quotesAreCharactersLikeAnyOther() throws IOException {
    zip(
        "QNLI",
        Map.of(
            "QNLI/train.tsv",
            lines(
                "index\tquestion\tsentence\tlabel",
                "0\tWho said \"yes?\tHe did.\tentailment",
                "1\t\"Who?\"\t\"Nobody\tnot_entailment")));

    assertThat(GlueData.train(GlueSet.QNLI, folder).samples())
        .extracting(Sample::content)
        .containsExactly(
            new Sample.Pair("Who said \"yes?", "He did."), new Sample.Pair("\"Who?\"", "\"Nobody"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
    zip(
        "MRPC",
        Map.of(
            "MRPC/train.tsv",
            "\uFEFFQuality\t#1 ID\t#2 ID\t#1 String\t#2 String\r\n1\t5\t6\tA b .\tA c .\r\n"));

    GlueData train = GlueData.train(GlueSet.MRPC, folder);
    assertThat(train.read(0).content()).isEqualTo(new Sample.Pair("A b .", "A c ."));
    assertThat(train.read(0).label()).hasValue(1);
  }

  @Test
  void mrpcAsMicrosoftHasItIsPartedByItsListOfIds() throws IOException {
    zip(
        "MRPC",
        Map.of(
            "MRPC/msr_paraphrase_train.txt",
            lines(
                "\uFEFFQuality\t#1 ID\t#2 ID\t#1 String\t#2 String",
                "1\t5\t6\tA\tB",
                "0\t7\t8\tC\tD",
                "1\t9\t10\tE\tF"),
            "MRPC/dev_ids.tsv",
            "7\t8\n"));

    assertThat(GlueData.train(GlueSet.MRPC, folder).samples())
        .extracting(Sample::content)
        .containsExactly(new Sample.Pair("A", "B"), new Sample.Pair("E", "F"));
    assertThat(GlueData.dev(GlueSet.MRPC, folder, "dev").samples())
        .extracting(Sample::content)
        .containsExactly(new Sample.Pair("C", "D"));
  }

  @Test
  void columnsAreFoundByTheirNames() throws IOException {
    zip(
        "MNLI",
        Map.of(
            "MNLI/dev_matched.tsv",
            lines(
                "index\tpromptID\tpairID\tgenre\tsentence1\tsentence2\tlabel1\tgold_label",
                "0\t1\t1n\tfiction\tIt rains.\tIt is wet.\tneutral\tentailment"),
            "MNLI/dev_mismatched.tsv",
            lines(
                "index\tpromptID\tpairID\tsentence1\tsentence2\tgold_label",
                "0\t1\t1n\tA\tB\tcontradiction")));

    assertThat(GlueData.dev(GlueSet.MNLI, folder, "dev_matched").read(0).label()).hasValue(2);
    assertThat(GlueData.dev(GlueSet.MNLI, folder, "dev_mismatched").read(0).label()).hasValue(0);
  }

  @Test
  void aLineThatIsNoTextIsRefused() throws IOException {
    unpacked("STS-B", "train.tsv", "index\tsentence1\n" + "\t".repeat((1 << 20) + 1) + "\n");

    assertThatThrownBy(() -> GlueData.train(GlueSet.STS_B, folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("train.tsv:2: has more than 1048576 characters");
  }

  @Test
  void similaritiesAreNumbers() throws IOException {
    unpacked(
        "STS-B", "train.tsv", "index\tsentence1\tsentence2\tscore\n0\tA\tB\t3.800\n1\tC\tD\tx\n");

    GlueData train = GlueData.train(GlueSet.STS_B, folder);
    assertThat(train.samples()).extracting(s -> s.number().orElseThrow()).containsExactly(3.8);
    assertThat(train.bad()).isEqualTo(1);
  }

  @Test
  void linesThatLackColumnsAreLeftOutAndCounted() throws IOException {
    String good =
        IntStream.range(0, 99)
            .mapToObj(i -> i + "\ta\tb\tq " + i + "\tr\t" + i % 2 + "\n")
            .collect(Collectors.joining());
    String head = "id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate\n";
    unpacked("QQP", "train.tsv", head + good + "99\ta\tb\tonly one question\n");

    GlueData train = GlueData.train(GlueSet.QQP, folder);
    assertThat(train.size()).isEqualTo(99);
    assertThat(train.bad()).isEqualTo(1);

    unpacked("QQP", "train.tsv", head + good + "broken\n".repeat(9));
    assertThatThrownBy(() -> GlueData.train(GlueSet.QQP, folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("9 of 109 lines lack columns");
  }

  @Test
  void anUnpackedFolderIsTheSetThatItIsCalled() throws IOException {
    Path rte = Files.createDirectories(folder.resolve("rte"));
    Files.writeString(
        rte.resolve("train.tsv"), "index\tsentence1\tsentence2\tlabel\n0\tA\tB\tentailment\n");

    assertThat(GlueData.train(GlueSet.RTE, rte).size()).isEqualTo(1);
    for (GlueSet set : GlueSet.values()) {
      assertThat(GlueData.path(set, rte).isPresent()).isEqualTo(set == GlueSet.RTE);
    }
    Path other = Files.move(rte, folder.resolve("mine"));
    assertThatThrownBy(() -> GlueData.train(GlueSet.RTE, other))
        .hasMessageContaining("mine: there is no RTE.zip and no folder RTE, nor is it called so");
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    assertThatThrownBy(() -> GlueData.train(GlueSet.RTE, folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no RTE.zip and no folder RTE");
    unpacked("RTE", "train.tsv", "index\tsentence1\tlabel\n0\tA\tentailment\n");
    assertThatThrownBy(() -> GlueData.train(GlueSet.RTE, folder))
        .hasMessageContaining("there is no column 'sentence2'");
    assertThatThrownBy(() -> GlueData.dev(GlueSet.RTE, folder, "dev"))
        .hasMessageContaining("there is no file dev.tsv");
  }

  @Test
  void aSubmissionHasTheNamesAndTheWordsThatAreAskedFor() throws IOException {
    Submission submission = new Submission();
    submission.classes(GlueSet.RTE, "test", new int[] {1, 0});
    submission.classes(GlueSet.COLA, "test", new int[] {1, 0});
    submission.classes(GlueSet.MNLI, "test_mismatched", new int[] {0});
    submission.numbers(GlueSet.STS_B, "test", new double[] {-1, 2.34567, 7});
    Path zip = folder.resolve("submission.zip");
    submission.write(zip);

    try (ZipFile written = new ZipFile(zip.toFile())) {
      assertThat(text(written, "RTE.tsv"))
          .isEqualTo("index\tprediction\n0\tentailment\n1\tnot_entailment\n");
      assertThat(text(written, "CoLA.tsv")).isEqualTo("index\tprediction\n0\t1\n1\t0\n");
      assertThat(text(written, "MNLI-mm.tsv")).isEqualTo("index\tprediction\n0\tcontradiction\n");
      assertThat(text(written, "STS-B.tsv"))
          .isEqualTo("index\tprediction\n0\t0.000\n1\t2.346\n2\t5.000\n");
    }
  }

  private static String text(ZipFile zip, String name) throws IOException {
    return new String(
        zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private void unpacked(String set, String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(set));
    Files.writeString(folder.resolve(set).resolve(file), text);
  }

  private void zip(String set, Map<String, String> files) throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve(set + ".zip"));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, String> entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
