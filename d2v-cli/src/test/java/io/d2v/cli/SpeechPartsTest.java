package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.bench.finetune.DataPaths;
import io.d2v.bench.finetune.Reader;
import io.d2v.bench.finetune.SpeechRecognition;
import io.d2v.bench.finetune.Splits;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What speech recognition learns from and is judged by, in archives as they are distributed. */
final class SpeechPartsTest {
  private static Reader reader;

  @TempDir private Path folder;

  @BeforeAll
  static void readAsARecipeDoes() throws IOException {
    Workshop workshop = Wiring.make(Optional.empty(), Workshop.class);
    Method method = workshop.method(workshop.recipes().find("speech-tiny", List.of()));
    reader = new Reader(method.modality(), method.recipe());
  }

  @Test
  void libriLightsSubsetsLieInOneArchive() throws IOException {
    limited().write(folder.resolve("librispeech_finetuning.tgz"));
    part("dev-clean", 70, 2).write(folder.resolve("dev-clean.tar.gz"));
    part("test-clean", 80, 3).write(folder.resolve("test-clean.tar"));
    part("test-other", 81, 1).unpack(folder);

    try (Splits tenMinutes = open("10m");
        Splits hour = open("1h");
        Splits tenHours = open("10h");
        Splits all = open(Optional.empty())) {
      assertThat(tenMinutes.train().size()).isEqualTo(3);
      assertThat(tenMinutes.train().read(0).transcript()).hasValue("GO DO YOU HEAR");
      assertThat(hour.train().size()).isEqualTo(7);
      assertThat(tenHours.train().size()).isEqualTo(12);
      assertThat(all.train().size()).isEqualTo(12);
      assertThat(tenMinutes.dev()).containsOnlyKeys("dev-clean");
      assertThat(tenMinutes.test().keySet()).containsExactly("test-clean", "test-other");
      assertThat(tenMinutes.reported().get("test-clean").size()).isEqualTo(3);
    }
  }

  @Test
  void theyAreTheSameUnpacked() throws IOException {
    limited().unpack(folder);

    try (Splits hour = open("1h")) {
      assertThat(hour.train().size() + hour.dev().get("dev").size()).isEqualTo(7);
    }
  }

  @Test
  void threeArchivesAreOneDataset() throws IOException {
    part("train-clean-100", 1, 2).write(folder.resolve("train-clean-100.tar.gz"));
    part("train-clean-360", 2, 3).write(folder.resolve("train-clean-360.tar"));
    part("train-other-500", 3, 4).unpack(folder);
    part("dev-other", 4, 1).write(folder.resolve("dev-other.tar.gz"));

    try (Splits all = open("960h");
        Splits hundred = open("100h");
        Splits drawn = open("960h", OptionalInt.of(5))) {
      assertThat(ids(all.train())).hasSize(9);
      assertThat(all.train().length(8)).hasValue(9001);
      assertThat(all.dev()).containsOnlyKeys("dev-other");
      assertThat(hundred.train().size()).isEqualTo(2);
      assertThat(drawn.train().size()).isEqualTo(5);
    }
  }

  @Test
  void withoutAPartToBeJudgedByATenthIsHeldOutOnceForAllSeeds() throws IOException {
    part("train-clean-100", 1, 20).write(folder.resolve("train-clean-100.tar.gz"));

    try (Splits first = open("100h");
        Splits second =
            new SpeechRecognition()
                .open(reader, paths(folder, Optional.of("100h"), OptionalInt.of(9), 2))) {
      assertThat(ids(first.dev().get("dev"))).hasSize(2).isEqualTo(ids(second.dev().get("dev")));
      assertThat(ids(first.train())).hasSize(18).doesNotContainAnyElementsOf(devs(first));
      assertThat(second.train().size()).isEqualTo(9);
      assertThat(first.test()).isEmpty();
    }
  }

  @Test
  void whatIsMissingIsNamedWithWhatIsPossible() throws IOException {
    limited().write(folder.resolve("librispeech_finetuning.tgz"));

    assertThatThrownBy(() -> open("100h"))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(
            "for the subset 100h there is no train-clean-100",
            "https://www.openslr.org/resources/12/train-clean-100.tar.gz",
            "choose a subset that is there: 10m, 1h, 10h");
    assertThatThrownBy(() -> open("10min")).hasMessageContainingAll("no subset '10min'", "10m");
  }

  @Test
  void aFolderWithoutAnythingToLearnFromSaysSo() throws IOException {
    part("test-clean", 1, 1).write(folder.resolve("test-clean.tar.gz"));

    assertThatThrownBy(() -> open(Optional.empty()))
        .hasMessageContainingAll("nothing to learn from, only test-clean", "openslr.org");
  }

  @Test
  void otherSpeechIsJudgedByATenthAndItsTestPartStaysForTheEnd() throws IOException {
    Path an4 = an4();

    try (Splits splits = open(an4, Optional.empty())) {
      assertThat(splits.train().size()).isEqualTo(18);
      assertThat(splits.dev().get("dev").size()).isEqualTo(2);
      assertThat(ids(splits.test().get("test"))).hasSize(1).first().asString().contains("an1-t");
    }
    Path dev = folder.resolve("dev-clean.tar.gz");
    part("dev-clean", 1, 4).write(dev);
    try (Splits given = open(an4, Optional.of(dev))) {
      assertThat(given.train().size()).isEqualTo(20);
      assertThat(given.dev().get("dev").size()).isEqualTo(4);
      assertThat(given.test()).containsOnlyKeys("test");
    }
  }

  @Test
  void dataWithoutSubsetsHasNone() throws IOException {
    DataPaths paths = paths(an4(), Optional.of("1h"), OptionalInt.empty(), 1);

    assertThatThrownBy(() -> new SpeechRecognition().open(reader, paths))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("has no subset 1h", "librispeech_finetuning.tgz");
  }

  private Path an4() throws IOException {
    Path file = Files.createDirectories(folder.resolve("cmu")).resolve("an4.tar");
    StandInSpeech.an4()
        .member("an4/flac/an4test_clstk/t/an2-t.flac", SpeechArchive.flac()) // not listed
        .write(file);
    return file;
  }

  private static SpeechArchive limited() throws IOException {
    String top = "librispeech_finetuning/";
    return new SpeechArchive()
        .chapter(top + "1h/0/clean", 10, 2)
        .chapter(top + "1h/0/other", 11, 1)
        .chapter(top + "1h/1/clean", 12, 4)
        .chapter(top + "9h/clean", 13, 5)
        .member(top + "phones/10min/converted_aligned_phones.txt", SpeechArchive.text("10-7 AA"));
  }

  private static SpeechArchive part(String name, int speaker, int utterances) throws IOException {
    return new SpeechArchive()
        .chapter("LibriSpeech/" + name, speaker, utterances)
        .member("LibriSpeech/SPEAKERS.TXT", SpeechArchive.text("; ID |SEX\n"));
  }

  private Splits open(String subset) throws IOException {
    return open(subset, OptionalInt.empty());
  }

  private Splits open(String subset, OptionalInt labels) throws IOException {
    return new SpeechRecognition().open(reader, paths(folder, Optional.of(subset), labels, 1));
  }

  private Splits open(Optional<String> subset) throws IOException {
    return new SpeechRecognition().open(reader, paths(folder, subset, OptionalInt.empty(), 1));
  }

  private static Splits open(Path data, Optional<Path> dev) throws IOException {
    return new SpeechRecognition()
        .open(reader, new DataPaths(data, dev, Optional.empty(), OptionalInt.empty(), 1));
  }

  private static DataPaths paths(
      Path data, Optional<String> subset, OptionalInt labels, long seed) {
    return new DataPaths(data, Optional.empty(), subset, labels, seed);
  }

  private static Set<String> devs(Splits splits) throws IOException {
    return ids(splits.dev().get("dev"));
  }

  private static Set<String> ids(Dataset data) throws IOException {
    Set<String> ids = new TreeSet<>();
    for (long index = 0; index < data.size(); index++) {
      ids.add(data.read(index).id());
    }
    return ids;
  }
}
