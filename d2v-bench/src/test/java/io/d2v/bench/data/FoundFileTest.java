package io.d2v.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.data.FileReport.Match;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundFileTest {
  /** Of the three letters abc: RFC 1321 and FIPS 180-4. */
  private static final Digest MD5 = new Digest("MD5", "900150983cd24fb0d6963f7d28e17f72");

  private static final Digest SHA =
      new Digest("SHA-256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

  @TempDir private Path folder;
  private long read;

  @Test
  void aFileWithThePublishedChecksumIsThePublishedOne() throws IOException {
    for (Digest digest : new Digest[] {MD5, SHA}) {
      FileReport report = check("abc", known(OptionalLong.of(3), Optional.of(digest)));
      assertThat(report.match()).isEqualTo(Match.PUBLISHED);
      assertThat(report.words())
          .isEqualTo("a.zip: the published file, by its " + digest.algorithm());
    }
    assertThat(read).isEqualTo(6);
  }

  @Test
  void anotherChecksumMakesItAnother() throws IOException {
    FileReport report = check("abd", known(OptionalLong.empty(), Optional.of(SHA)));

    assertThat(report.match()).isEqualTo(Match.OTHER);
    assertThat(report.words()).endsWith("; its checksum is another");
  }

  @Test
  void anotherSizeSaysItWithoutReading() throws IOException {
    FileReport report = check("abcd", known(OptionalLong.of(3), Optional.of(SHA)));

    assertThat(report.match()).isEqualTo(Match.OTHER);
    assertThat(report.words()).endsWith("; it has 4 bytes, the published one 3");
    assertThat(read).isZero();
  }

  @Test
  void whereNothingIsPublishedNothingIsSaid() throws IOException {
    assertThat(check("abc", known(OptionalLong.empty(), Optional.empty())).match())
        .isEqualTo(Match.UNKNOWN);
    assertThat(check("abc", Optional.empty()).match()).isEqualTo(Match.UNKNOWN);
  }

  private FileReport check(String text, Optional<KnownFile> known) throws IOException {
    Path file = Files.writeString(folder.resolve("a.zip"), text);
    return FoundFile.of(file, known)
        .check(
            new Meter() {
              @Override
              public void begin(String what, long total, Unit unit) {
                assertThat(total).isEqualTo(3);
              }

              @Override
              public void advance(long by) {
                read += by;
              }

              @Override
              public void end() {}
            });
  }

  private static Optional<KnownFile> known(OptionalLong bytes, Optional<Digest> digest) {
    return Optional.of(
        new KnownFile("glue", "a.zip", bytes, digest, OptionalInt.empty(), Map.of(), "a/source"));
  }
}
