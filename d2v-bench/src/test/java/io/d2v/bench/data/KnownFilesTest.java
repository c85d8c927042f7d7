package io.d2v.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.librispeech.Part;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownFilesTest {
  @Test
  void everyFileSaysWhereItsNumbersAreFrom() {
    assertThat(KnownFiles.all())
        .hasSize(20)
        .allSatisfy(
            file -> {
              assertThat(file.source()).as(file.file()).contains("/");
              file.digest().ifPresent(digest -> assertThat(digest.hex()).matches("[0-9a-f]+"));
              file.digest()
                  .ifPresent(
                      digest ->
                          assertThat(digest.hex())
                              .hasSize(digest.algorithm().equals("MD5") ? 32 : 64));
            });
  }

  @Test
  void everyPartOfLibriSpeechIsKnownByTheNameOfItsArchive() {
    assertThat(KnownFiles.of("librispeech"))
        .extracting(KnownFile::file)
        .containsExactlyElementsOf(Arrays.stream(Part.values()).map(Part::archive).toList());
    assertThat(
            KnownFiles.of("librispeech").stream()
                .flatMap(file -> file.samples().values().stream())
                .mapToLong(Long::longValue)
                .sum())
        .as("utterances of all parts, as corpora made of LibriSpeech count them")
        .isEqualTo(292_367);
  }

  @Test
  void imageNetHasAThousandClassesInBothParts() {
    assertThat(KnownFiles.of("imagenet").stream().flatMap(file -> Stream.of(file.classes())))
        .extracting(classes -> classes.orElse(0))
        .containsExactly(1000, 1000, 0);
  }
}
