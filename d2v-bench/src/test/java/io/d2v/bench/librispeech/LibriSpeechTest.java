package io.d2v.bench.librispeech;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibriSpeechTest {
  @TempDir private Path folder;
  private final List<String> asked = new ArrayList<>();

  @Test
  void aFolderWithoutAnyPartIsNone() {
    assertThat(LibriSpeech.in(folder)).isEmpty();
    assertThat(LibriSpeech.in(folder.resolve("absent"))).isEmpty();
  }

  @Test
  void whatIsUnpackedComesBeforeATarAndThatBeforeACompressedOne() throws IOException {
    file("dev-clean.tar.gz");
    assertThat(place(Part.DEV_CLEAN)).isEqualTo(folder.resolve("dev-clean.tar.gz"));
    file("dev-clean.tar");
    assertThat(place(Part.DEV_CLEAN)).isEqualTo(folder.resolve("dev-clean.tar"));
    Path unpacked = Files.createDirectories(folder.resolve("LibriSpeech/dev-clean"));
    assertThat(place(Part.DEV_CLEAN)).isEqualTo(unpacked);
  }

  @Test
  void foldersOfLibriLightLieBelowTheArchivesTop() throws IOException {
    file("librispeech_finetuning.tgz");
    train("10m");
    train("10h");
    assertThat(asked)
        .containsExactly(
            "librispeech_finetuning.tgz [librispeech_finetuning/1h/0/]",
            "librispeech_finetuning.tgz [librispeech_finetuning/1h/, librispeech_finetuning/9h/]");
  }

  @Test
  void unpackedTheyLieBelowItsFolder() throws IOException {
    Files.createDirectories(folder.resolve("librispeech_finetuning/1h/0"));
    train("1h");
    assertThat(asked).containsExactly("librispeech_finetuning [1h/]");
  }

  @Test
  void libriSpeechsOwnPartsComeBeforeThoseTakenFromThem() throws IOException {
    file("librispeech_finetuning.tgz");
    file("train-clean-360.tar");
    file("train-clean-100.tar.gz");
    LibriSpeech.in(folder).orElseThrow().train(Optional.empty(), this::open, new ArrayList<>());
    assertThat(asked).containsExactly("train-clean-100.tar.gz []", "train-clean-360.tar []");
  }

  private Path place(Part part) {
    return LibriSpeech.in(folder).orElseThrow().parts().getOrDefault(part, folder);
  }

  private void train(String subset) throws IOException {
    List<Dataset> opened = new ArrayList<>();
    Dataset train =
        LibriSpeech.in(folder).orElseThrow().train(Optional.of(subset), this::open, opened);
    assertThat(opened).containsExactly(train);
  }

  private Dataset open(Path path, List<String> only) {
    asked.add(path.getFileName() + " " + only);
    return new Dataset() {
      @Override
      public long size() {
        return 1;
      }

      @Override
      public Sample read(long index) {
        return Sample.of("one", new Sample.Text(""));
      }

      @Override
      public void close() {}
    };
  }

  private void file(String name) throws IOException {
    Files.createFile(folder.resolve(name));
  }
}
