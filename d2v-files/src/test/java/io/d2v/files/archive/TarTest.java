package io.d2v.files.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.files.gzip.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarTest {
  private static final long NO_MEMORY = 0;
  private static final long MEMORY = 64L << 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"train.tar", "train.tar.gz", "train.tgz"})
  void aTarOfTarsIsAFolderOfEach(String name) throws IOException {
    byte[] tar = Tars.ofClasses(700, 3, 4);
    Path archive = write(name, Tar.gzipped(Path.of(name)) ? Packed.gzipped(tar) : tar);
    for (long memory : new long[] {NO_MEMORY, MEMORY}) {
      Archive members = Archive.open(archive, n -> n.endsWith(".JPEG"), memory);
      assertThat(members.names())
          .hasSize(12)
          .startsWith("n01440760/n01440760_0.JPEG", "n01440760/n01440760_1.JPEG")
          .endsWith("n01440762/n01440762_3.JPEG");
      for (String member : members.names()) {
        String own = member.substring(member.indexOf('/') + 1);
        assertThat(members.read(member)).isEqualTo(Tars.members(700, own).get(own));
        assertThat(new String(members.head(member, 9), UTF_8)).isEqualTo(own.substring(0, 9));
      }
    }
  }

  @Test
  void aTarInATarInATarIsAFile() throws IOException {
    Map<String, byte[]> innermost = Map.of("in.tar", Tars.of(Tars.members(0, "deep.txt")));
    Path archive =
        write("t.tar", Tars.of(Map.of("a.tar", Tars.of(innermost), "b.txt", bytes("b"))));
    Archive members = Archive.open(archive, name -> true, MEMORY);
    assertThat(members.names()).containsExactly("a/in.tar", "b.txt");
    assertThat(members.read("a/in.tar")).isEqualTo(innermost.get("in.tar"));
  }

  @Test
  void ofMembersOfOneNameTheLastCounts() throws IOException {
    byte[] once = Tars.of(Map.of("a", bytes("first")));
    byte[] again = Tars.of(Map.of("a", bytes("second")));
    Path archive = write("t.tar", Packed.join(Arrays.copyOf(once, 1024), again));
    Archive members = Archive.open(archive, name -> true, MEMORY);
    assertThat(members.names()).containsExactly("a");
    assertThat(members.read("a")).isEqualTo(bytes("second"));
  }

  @Test
  void longNamesOfAllLettersAreRead() throws IOException {
    String name = "ordner/" + "ä€🙂".repeat(60) + ".txt";
    Path archive =
        write("t.tar", Tars.of(Map.of(name, bytes("x"), "ordner/\uFFFD.txt", bytes("y"))));
    Archive members = Archive.open(archive, n -> true, MEMORY);
    assertThat(members.names())
        .containsExactlyElementsOf(new TreeSet<>(List.of(name, "ordner/\uFFFD.txt")));
    assertThat(members.read(name)).isEqualTo(bytes("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil.jpg", "a/../../evil.jpg", "/etc/evil.jpg", "C:/evil.jpg"})
  void membersOfATarInATarStayInItsFolderToo(String evil) throws IOException {
    Path archive = write("t.tar", Tars.of(Map.of("a.tar", Tars.of(Tars.members(1, evil)))));
    assertRefused(archive, "outside", evil);
  }

  @Test
  void linksInATarInATarAreRefused() throws IOException {
    assertRefused(write("t.tar", Tars.of(Map.of("a.tar", Tars.link("b.jpg")))), "b.jpg", "link");
  }

  @Test
  void aTarThatIsCutShortAnywhereSaysWhereAndHowToGoOn() throws IOException {
    byte[] whole = Tars.ofClasses(700, 2, 2);
    int end = 2 * (512 + Tars.of(Tars.members(700, "n01440760_0.JPEG", "b")).length);
    for (int length = 0; length <= end; length += 256) {
      Path archive = write("t.tar", Arrays.copyOf(whole, length));
      assertRefused(
          archive,
          "t.tar: cut short or damaged: it ends at byte " + length,
          "at byte " + length + " (curl");
    }
  }

  @Test
  void whatIsMissingAndTheLastWholeMemberAreNamed() throws IOException {
    byte[] whole = Tars.of(Tars.members(700, "a.jpg", "b.jpg"));
    Path archive = write("t.tar", Arrays.copyOf(whole, 2048 + 100));
    assertRefused(
        archive,
        "it ends at byte 2148 and member 'b.jpg' goes on to byte 2753",
        "the last whole member is a.jpg",
        "resume the download at byte 2148");
  }

  @Test
  void aTarInATarThatIsTooShortIsNamed() throws IOException {
    Map<String, byte[]> tars = new TreeMap<>();
    tars.put("a.tar", Tars.of(Tars.members(10, "1.jpg")));
    tars.put("b.tar", Arrays.copyOf(Tars.of(Tars.members(700, "2.jpg")), 1024));
    tars.put("c.tar", Tars.of(Tars.members(10, "3.jpg")));
    assertRefused(
        write("t.tar", Tars.of(tars)),
        "the tar 'b.tar' in it ends at byte",
        "member 'b/2.jpg' goes on to byte",
        "the last whole member is a.tar",
        "fetch it again");
  }

  @Test
  void aNameThatWouldFillTheMemoryIsRefused() throws IOException {
    Path archive = write("t.tar", Tars.longName(5000));
    assertThat(Archive.open(archive, name -> true, MEMORY).names())
        .containsExactly("n".repeat(5000));
    assertRefused(write("t.tar", Tars.longName(1 << 21)), "cut short or damaged");
  }

  @Test
  void aDamagedHeaderIsPlaced() throws IOException {
    byte[] whole = Tars.of(Tars.members(100, "a.jpg", "b.jpg"));
    whole[1024 + 3] ^= 1;
    assertRefused(
        write("t.tar", whole), "the header at byte 1024", "checksum", "last whole member is a.jpg");
  }

  @Test
  void aTarGzThatIsCutShortSaysWhereAndHowToGoOn() throws IOException {
    byte[] whole = Packed.gzipped(Tars.of(Tars.members(3000, "a.jpg", "b.jpg")));
    for (int length = 0; length < whole.length; length += 97) {
      Path archive = write("t.tar.gz", Arrays.copyOf(whole, length));
      for (long memory : new long[] {NO_MEMORY, MEMORY}) {
        assertThatThrownBy(() -> Archive.open(archive, name -> true, memory))
            .isInstanceOf(UserError.class)
            .hasMessageContainingAll(
                "cut short or damaged: it ends at byte " + length, "resume the download at byte");
      }
    }
  }

  @Test
  void aTarGzThatUnpacksToMoreThanTheMemoryMayKeepIsReadOutOfOrder() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 9; i >= 0; i--) {
      members.putAll(Tars.members(400_000, i + ".jpg"));
    }
    Path archive = write("t.tar.gz", Packed.gzipped(Tars.of(members)));
    Archive opened = Archive.open(archive, name -> true, Files.size(archive) - 100_000);
    assertThat(opened).isInstanceOf(TarArchive.class);
    for (int round = 0; round < 3; round++) {
      for (String name : round == 1 ? members.keySet() : opened.names()) {
        assertThat(opened.read(name)).isEqualTo(members.get(name));
      }
    }
  }

  @Test
  void aTarGzWhoseEndUnpacksToFarMoreThanIsStoredIsRefused() throws IOException {
    byte[] tar = Tars.of(Tars.members(3000, "a.jpg"));
    Path archive = write("t.tar.gz", Packed.gzipped(Arrays.copyOf(tar, 64 << 20)));
    assertRefused(archive, "what stands behind its last member", "200 times");
  }

  private void assertRefused(Path archive, String... parts) {
    assertThatThrownBy(() -> Archive.open(archive, name -> true, MEMORY))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(parts);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
