package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataVerifyCommandTest {
  @TempDir private Path folder;

  @Test
  void aSubsetOfLibriSpeechIsWholeButNotThePublishedFile() throws IOException {
    speech(3).write(folder.resolve("dev-clean.tar.gz"));

    Command verified = verify("librispeech", folder);

    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.out())
        .contains(": to read: ")
        .contains("dev-clean.tar.gz: not the published file (a subset, or changed)")
        .contains("the published one 337,926,286")
        .containsPattern("dev-clean +3 +2,703 +1 +0\\.00 +0 ")
        .contains("not there: train-clean-100, train-clean-360")
        .contains("every sample can be read");
  }

  @Test
  void damagedRecordingsAreNamed() throws IOException {
    byte[] cut = Arrays.copyOf(SpeechArchive.flac(), 1000);
    speech(3)
        .member("LibriSpeech/dev-clean/1/7/1-7-0001.flac", cut)
        .write(folder.resolve("dev-clean.tar"));

    Command verified = verify("librispeech", folder);
    assertThat(verified.code()).isEqualTo(4);
    assertThat(verified.out())
        .contains("damaged: " + folder.resolve("dev-clean.tar") + "!LibriSpeech/dev-clean/1/7/1-7-")
        .contains("damaged samples: 1; parts that can't be opened: 0");

    Command quick = verify("librispeech", folder, "--quick");
    assertThat(quick.code()).as("headers are whole").isZero();
    assertThat(quick.out()).contains("the samples were left unread (--quick)");
  }

  @Test
  void anArchiveBesideWhatWasUnpackedOfItIsComparedToo() throws IOException {
    speech(1).unpack(folder);
    speech(2).write(folder.resolve("dev-clean.tar.gz"));

    assertThat(verify("librispeech", folder).out())
        .contains("dev-clean.tar.gz: not the published file")
        .containsPattern("dev-clean +1 +2,703");
  }

  @Test
  void anArchiveThatIsCutShortIsAnError() throws IOException {
    Path archive = folder.resolve("dev-clean.tar.gz");
    speech(3).write(archive);
    byte[] whole = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));

    Command verified = verify("librispeech", folder);

    assertThat(verified.code()).isEqualTo(4);
    assertThat(verified.out()).contains("dev-clean: can't be opened", "cut short or damaged");
  }

  @Test
  void programsGetJson() throws IOException {
    speech(2).write(folder.resolve("test-other.tar"));

    Command verified = verify("librispeech", folder, "--json");

    assertThat(verified.out())
        .startsWith("{")
        .contains("\"sound\" : true", "\"samples\" : 2", "\"published_samples\" : 2939")
        .contains("\"absent\" : [");
    assertThat(verified.err()).contains("to read: ");
  }

  @Test
  void gluesLinesAreCountedInEachFile() throws IOException {
    zip("RTE", "train.tsv", "index\tsentence1\tsentence2\tlabel\n0\tA\tB\tentailment\n1\tC\n");

    Command verified = verify("glue", folder);

    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.out())
        .containsPattern("rte train +1 +2,490 +2 +1 +0")
        .contains("not there: cola train")
        .contains("rte dev");
  }

  @Test
  void oneOfGluesArchivesThatIsCutShortStopsNoOther() throws IOException {
    String pair = "index\tsentence1\tsentence2\tlabel\n0\tA\tB\tentailment\n";
    zip("RTE", "train.tsv", pair);
    zip("QQP", "train.tsv", pair);
    Path archive = folder.resolve("QQP.zip");
    Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 60));

    Command verified = verify("glue", folder);
    assertThat(verified.code()).isEqualTo(4);
    assertThat(verified.out())
        .contains("QQP.zip: not the published file", "qqp: can't be opened: " + archive)
        .containsPattern("rte train +1 ")
        .contains("not there: cola train")
        .doesNotContain("qqp train");
    Command json = verify("glue", folder, "--json");
    assertThat(json.code()).isEqualTo(4);
    assertThat(json.out()).contains("\"problem\" : ", "\"part\" : \"rte train\"");
    Command alone = verify("glue", archive);
    assertThat(alone.code()).isEqualTo(4);
    assertThat(alone.out()).contains("qqp: can't be opened", "can't be opened: 1");
  }

  @Test
  void anArchiveOfImagesThatIsCutShortIsSaidOnce() throws IOException {
    Path archive = folder.resolve("images.tar");
    new SpeechArchive().member("cat/1.jpg", new byte[900]).write(archive);
    Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 700));

    Command verified = verify("vision", archive);
    assertThat(verified.code()).isEqualTo(4);
    assertThat(verified.out()).contains("it ends at byte 700", "can't be opened: 1");
  }

  @Test
  void aPartOfImageNetThatCantBeReadIsNoPartThatIsNotThere() throws IOException {
    new SpeechArchive()
        .member("ILSVRC2012_val_00000001.JPEG", new byte[9])
        .write(folder.resolve("ILSVRC2012_img_val.tar"));

    Command verified = verify("imagenet", folder);
    assertThat(verified.code()).isEqualTo(4);
    assertThat(verified.out())
        .contains("test: can't be opened", "devkit_t12.tar.gz: is missing", "not there: train");
  }

  @Test
  void anySamplesCanBeLookedAt() throws IOException {
    Command verified = verify("vision", TinyImages.write(folder, 20));

    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.out()).containsPattern("train +20 +2 +0 ").contains("every sample");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(verify("librispeech", folder).err()).contains("holds no part of LibriSpeech");
    assertThat(verify("librispeech", folder).code()).isEqualTo(4);
    assertThat(verify("glue", folder).err()).contains("holds none of GLUE's sets");
    assertThat(verify("imagenet", folder).code()).isEqualTo(4);
    assertThat(verify("vision", folder.resolve("none")).err()).contains("no such file or folder");
    assertThat(verify("imagenets", folder).err()).contains("imagenet", "vision");
    assertThat(verify("imagenets", folder).code()).isEqualTo(2);
    assertThat(Command.d2v("data").err()).contains("say what to do: ", "verify");
  }

  private static Command verify(String what, Path path, String... options) {
    Object[] words = new Object[4 + options.length];
    words[0] = "data";
    words[1] = "verify";
    words[2] = what;
    words[3] = path;
    System.arraycopy(options, 0, words, 4, options.length);
    return Command.d2v(words);
  }

  private static SpeechArchive speech(int utterances) throws IOException {
    return new SpeechArchive().chapter("LibriSpeech/dev-clean", 1, utterances);
  }

  private void zip(String set, String file, String text) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(set + ".zip"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(set + "/" + file));
      zip.write(SpeechArchive.text(text));
    }
  }
}
