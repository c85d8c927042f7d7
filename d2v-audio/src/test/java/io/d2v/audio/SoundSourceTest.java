package io.d2v.audio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Dataset;
import io.d2v.api.MissingPart;
import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.files.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundSourceTest {
  private static final byte[] SECOND = new Wave(16_000, 1, 16).tone(440, 1);

  @TempDir private Path folder;

  @Test
  void librispeechHasSpeakersAndTranscripts() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("LibriSpeech/dev/84/121/84-121-0000.flac", flac());
    files.put("LibriSpeech/dev/84/121/84-121-0001.flac", flac());
    files.put("LibriSpeech/dev/84/121/84-121.trans.txt", text("84-121-0001 GO DO YOU HEAR\n"));
    files.put("LibriSpeech/dev/1272/1/1272-1-0000.flac", flac());
    files.put("LibriSpeech/SPEAKERS.TXT", text("84 | F\n"));
    for (Path source : List.of(written(files), zipped(files))) {
      try (Dataset data = open(source)) {
        assertThat(data.classes()).containsExactly("1272", "84");
        assertThat(LongStream.range(0, data.size()).map(i -> data.length(i).orElseThrow()))
            .containsExactly(6000L, 6000L, 6000L);
        assertThat(data.read(0).label()).hasValue(0);
        assertThat(data.read(1).transcript()).isEmpty();
        Sample second = data.read(2);
        assertThat(second.id()).endsWith("84-121-0001.flac");
        assertThat(second.transcript()).hasValue("GO DO YOU HEAR");
      }
    }
  }

  @Test
  void librispeechsPartsAreTheFoldersThatAreCalledSo() throws IOException {
    Path source =
        written(
            Map.of(
                "LibriSpeech/train-clean-100/84/121/84-121-0000.flac", flac(),
                "LibriSpeech/dev-clean/85/1/85-1-0000.flac", flac(),
                "LibriSpeech/test-other/86/1/86-1-0000.flac", flac()));
    for (Split split : List.of(Split.AUTO, Split.TRAIN)) {
      try (Dataset train = open(source, split)) {
        assertThat(train.size()).isEqualTo(1);
        assertThat(train.read(0).id()).endsWith("84-121-0000.flac");
        assertThat(train.classes()).containsExactly("84", "85", "86");
      }
    }
    try (Dataset test = open(source, Split.TEST)) {
      assertThat(test.size()).isEqualTo(1);
      assertThat(test.read(0).label()).hasValue(2);
    }
    Path dev = source.resolve("LibriSpeech/dev-clean");
    assertThat(open(dev).size()).isEqualTo(1);
    assertNoPart(dev, Split.TEST);
  }

  @Test
  void aPartOfAnArchiveIsReadAlone() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("limited/1h/0/clean/84/121/84-121-0000.flac", flac());
    files.put("limited/1h/0/clean/84/121/84-121.trans.txt", text("84-121-0000 GO\n"));
    files.put("limited/1h/1/other/85/1/85-1-0000.flac", flac());
    files.put("limited/9h/clean/86/1/86-1-0000.flac", flac());
    for (Path source : List.of(written(files), zipped(files))) {
      try (Dataset tenMinutes = open(source, Split.AUTO, "limited/1h/0/");
          Dataset two = open(source, Split.AUTO, "limited/1h/1/", "limited/9h/")) {
        assertThat(tenMinutes.size()).isEqualTo(1);
        assertThat(tenMinutes.read(0).transcript()).hasValue("GO");
        assertThat(tenMinutes.classes()).containsExactly("84");
        assertThat(two.classes()).containsExactly("85", "86");
      }
      assertThatThrownBy(() -> open(source, Split.AUTO, "limited/9h/", "limited/7h/"))
          .isInstanceOf(UserError.class)
          .hasMessageContainingAll("begins with limited/7h/ (only", "limited/1h/0/clean/84/121/");
    }
  }

  @Test
  void aPartOfAListIsReadAlone() throws IOException {
    Path root = written(Map.of("a/1.wav", SECOND, "b/1.wav", SECOND));
    Path list = folder.resolve("train.tsv");
    Files.writeString(list, root + "\na/1.wav\t16000\nb/1.wav\t16000\n");
    try (Dataset data = open(list, Split.AUTO, "b/")) {
      assertThat(data.size()).isEqualTo(1);
    }
  }

  @Test
  void sphinxListsSayWhatIsSaidInEachPart() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("an4/flac/clstk/fash/an1-fash-b.wav", SECOND);
    files.put("an4/flac/clstk/mbmg/an2-mbmg-b.wav", SECOND);
    files.put("an4/flac/clstk/zzzz/an4-zzzz-b.wav", SECOND);
    files.put(
        "an4/etc/an4_train.transcription",
        text("<s> GO <sil> (AGAIN) </s> (an2-mbmg-b)\n<s> NOT THERE </s> (an3-x-b)\n"));
    files.put("an4/etc/an4_test.transcription", text("YES (an1-fash-b)\n"));
    Path source = written(files);
    try (Dataset train = open(source);
        Dataset test =
            new SoundSource(new SoundDataSettings(Split.TEST, 16, List.of())).open(source)) {
      assertThat(train.size()).isEqualTo(1);
      assertThat(train.classes()).containsExactly("fash", "mbmg", "zzzz");
      assertThat(train.read(0).transcript()).hasValue("GO   (AGAIN)");
      assertThat(train.read(0).label()).hasValue(1);
      assertThat(test.size()).isEqualTo(1);
      assertThat(test.read(0).transcript()).hasValue("YES");
    }
  }

  @Test
  void sphinxListsOfOnePartAreNoOther() throws IOException {
    Path source =
        written(
            Map.of(
                "an4/flac/clstk/fash/an1-fash-b.wav",
                SECOND,
                "an4/etc/an4_train.transcription",
                text("YES (an1-fash-b)\n")));
    assertNoPart(source, Split.TEST);
    Files.writeString(source.resolve("an4/etc/an4_test.transcription"), "NO (an2-x-b)\n");
    assertThatThrownBy(() -> open(source, Split.TEST))
        .isExactlyInstanceOf(UserError.class)
        .hasMessageContaining("none of the recordings in its transcription list is there");
  }

  @Test
  void foldersAreClasses() throws IOException {
    Path source =
        written(Map.of("cat/1.wav", SECOND, "dog/1.wav", SECOND, "dog/._1.wav", new byte[3]));
    try (Dataset data = open(source)) {
      assertThat(data.classes()).containsExactly("cat", "dog");
      assertThat(data.size()).isEqualTo(2);
      assertThat(data.length(1)).hasValue(16_000);
    }
    assertNoPart(source, Split.TRAIN);
    assertNoPart(source, Split.TEST);
  }

  @Test
  void aListHasTheOrderAndTheLengths() throws IOException {
    Path root = written(Map.of("a/1.wav", SECOND, "b.wav", SECOND, "c.wav", SECOND));
    Path list = folder.resolve("train.tsv");
    Files.writeString(list, root + "\nc.wav\t16000\na/1.wav\t15000\n");
    try (Dataset data = open(list)) {
      assertThat(data.size()).isEqualTo(2);
      assertThat(data.read(0).id()).endsWith("c.wav");
      assertThat(data.length(1)).hasValue(15_000);
      assertThat(data.classes()).isEmpty();
    }
    assertNoPart(list, Split.TRAIN);
    assertNoPart(list, Split.TEST);
  }

  @Test
  void aDamagedRowOfAListIsASampleThatCantBeRead() throws IOException {
    Path root = written(Map.of("b.wav", SECOND));
    Path list = folder.resolve("train.tsv");
    Files.writeString(
        list,
        root
            + "\nb.wav\t16000\nb.wav 16000\nb.wav\t16\u00e9\nb.wav\t1\t\n../b.wav\t1\nb\u00e9.wav\t1\n",
        StandardCharsets.ISO_8859_1);
    try (Dataset data = open(list)) {
      assertThat(data.size()).isEqualTo(6);
      assertThat(data.read(0).id()).endsWith("b.wav");
      for (int row = 1; row < 6; row++) {
        long index = row;
        assertThatThrownBy(() -> data.read(index))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("train.tsv:" + (row + 2))
            .hasMessageContaining(row < 4 ? "a tab" : "is not below");
      }
    }
  }

  @Test
  void aListOfNothingThatCanBeReadIsRefused() throws IOException {
    Path root = written(Map.of("b.wav", SECOND));
    Path list = folder.resolve("train.tsv");
    Files.writeString(list, root + "\nb.wav 16000\n");
    assertFault(list, "train.tsv:2", "a tab");
    Files.writeString(list, "a\0b\nb.wav\t16000\n");
    assertFault(list, "train.tsv:1", "a path is wanted");
    Files.writeString(list, root + "\nabsent.wav\t16000\n");
    assertFault(list, "absent.wav", "not below");
  }

  @Test
  void anUnreadableRecordingHasNoLength() throws IOException {
    try (Dataset data = open(written(Map.of("notes.flac", text("no sound"))))) {
      assertThat(data.length(0)).isEmpty();
    }
  }

  @Test
  void whereNothingIsItSaysWhatWasLookedFor() throws IOException {
    assertFault(written(Map.of("notes.txt", text("none"))), "holds no recordings", ".flac", ".tsv");
    assertFault(folder.resolve("absent"), "absent", "no such file");
  }

  @Test
  void aFolderOfArchivesPointsToOne() throws IOException {
    Files.createFile(folder.resolve("train-clean-100.tar.gz"));

    assertFault(folder, "holds no recordings", "by its own path", "train-clean-100.tar.gz");
  }

  private static void assertNoPart(Path source, Split split) {
    String part = split == Split.TEST ? "test" : "training";
    assertThatThrownBy(() -> open(source, split))
        .isInstanceOf(MissingPart.class)
        .hasMessageContaining("no " + part + " part");
  }

  private static void assertFault(Path source, String... parts) {
    assertThatThrownBy(() -> open(source))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(parts);
  }

  private static Dataset open(Path source) throws IOException {
    return open(source, Split.AUTO);
  }

  private static Dataset open(Path source, Split split, String... only) throws IOException {
    return new SoundSource(new SoundDataSettings(split, 64, List.of(only))).open(source);
  }

  private static byte[] flac() throws IOException {
    return FrontendFixture.bytes("mono_pcm16.flac");
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  private Path written(Map<String, byte[]> files) throws IOException {
    Path root = folder.resolve("sounds");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return root;
  }

  private Path zipped(Map<String, byte[]> files) throws IOException {
    Path archive = folder.resolve("sounds.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return archive;
  }
}
