package io.d2v.files.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipTest {
  private static final int CENTRAL = 0x02014b50;

  @TempDir Path folder;

  @Test
  void membersAreRead() throws IOException {
    Archive zip = open(zip("a.txt", UnixStat.FILE_FLAG));

    assertThat(zip.names()).containsExactly("a.txt");
    assertThat(zip.read("a.txt")).asString(StandardCharsets.UTF_8).isEqualTo("a.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/../../x", "/etc/x", "\\x", "C:/x", "a\0b"})
  void namesThatLeadElsewhereAreRefused(String name) throws IOException {
    byte[] zip = zip(name, UnixStat.FILE_FLAG);

    assertThatThrownBy(() -> open(zip))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("t.zip: refused, member '");
  }

  @Test
  void linksAreRefused() throws IOException {
    byte[] zip = zip("a", UnixStat.LINK_FLAG);

    assertThatThrownBy(() -> open(zip))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a link or device");
  }

  /** Sizes of the directory at the end, which are not those of the member itself. */
  @ParameterizedTest
  @ValueSource(ints = {20, 24})
  void aSizeBeyondTheFileIsRefusedBeforeMemoryIsAskedFor(int field) throws IOException {
    byte[] zip = zip("a.txt", UnixStat.FILE_FLAG);
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (bytes.getInt(at) != CENTRAL) {
      at++;
    }
    bytes.putInt(at + field, 200 << 20);

    assertThatThrownBy(() -> open(zip)).isInstanceOf(UserError.class);
  }

  private Archive open(byte[] zip) throws IOException {
    return Archive.open(Files.write(folder.resolve("t.zip"), zip), name -> true, 0);
  }

  private static byte[] zip(String name, int kind) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
      ZipArchiveEntry entry = new ZipArchiveEntry(name);
      entry.setUnixMode(kind | 0644);
      zip.putArchiveEntry(entry);
      zip.write(name.getBytes(StandardCharsets.UTF_8));
      zip.closeArchiveEntry();
    }
    return out.toByteArray();
  }
}
