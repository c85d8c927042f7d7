package io.d2v.files.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.files.gzip.AccessPoints;
import io.d2v.files.gzip.Packed;
import io.d2v.files.names.Names;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedIndexTest {
  @TempDir private Path folder;

  /** Members that only an index can know of show that it is what is read. */
  @Test
  void nothingIsLookedForInTheArchiveWhereItsIndexFits() throws IOException {
    Path archive = write("t.tar");
    MemberTable.Builder members = new MemberTable.Builder(archive);
    members.add("from/the/index", 0, 10);
    Catalog catalog = new Catalog(members.table(), Files.size(archive), AccessPoints.of(List.of()));
    Path index = folder.resolve("t.tar.d2v-index");
    IndexWriter.write(index, Fingerprint.of(archive), catalog);
    assertThat(names(archive)).containsExactly("from/the/index");
    assertThat(Archive.open(archive, name -> false, 0).names()).isEmpty();

    Files.setLastModifiedTime(archive, FileTime.fromMillis(1_000_000));
    assertThat(names(archive)).as("a newer archive").hasSize(12);
  }

  @Test
  void anIndexThatWouldLeadOutOfTheFolderIsRefused() throws IOException {
    Path archive = write("t.tar");
    MemberTable.Builder members = new MemberTable.Builder(archive);
    members.add("../../evil", 0, 10);
    Catalog catalog = new Catalog(members.table(), Files.size(archive), AccessPoints.of(List.of()));
    IndexWriter.write(folder.resolve("t.tar.d2v-index"), Fingerprint.of(archive), catalog);
    assertThatThrownBy(() -> names(archive))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("evil");
  }

  @Test
  void anIndexOfMoreThanItsArchiveHasCountsAsNone() throws IOException {
    Path archive = write("t.tar");
    MemberTable.Builder members = new MemberTable.Builder(archive);
    members.add("beyond", 0, 100L << 20);
    Catalog catalog = new Catalog(members.table(), 100L << 20, AccessPoints.of(List.of()));
    Path index = folder.resolve("t.tar.d2v-index");
    IndexWriter.write(index, Fingerprint.of(archive), catalog);
    assertThat(names(archive)).hasSize(12).doesNotContain("beyond");
  }

  /** Access points would let a plain tar be as long as they like. */
  @Test
  void anIndexOfTheOtherKindOfArchiveCountsAsNone() throws IOException {
    Path plain = write("t.tar");
    Path gzipped = write("t.tar.gz");
    AccessPoints points = Tar.scan(gzipped, Progress.NONE).points();
    save(plain, "beyond", Files.size(plain), Files.size(plain) + 1, points);
    save(gzipped, "first", 0, Files.size(gzipped), AccessPoints.of(List.of()));

    for (Path archive : List.of(plain, gzipped)) {
      Archive opened = Archive.open(archive, name -> true, 0);
      assertThat(opened.names()).hasSize(12);
      for (String name : opened.names()) {
        assertThat(opened.read(name)).hasSize((int) opened.size(name));
      }
    }
  }

  @Test
  void anIndexWithNamesThatAreNoTextCountsAsNone() throws IOException {
    Path archive = write("t.tar");
    byte[] name = {'a', (byte) 0xff};
    MemberTable members =
        new MemberTable(new Names(name, new int[] {0, 2}), new long[] {0}, new long[] {10});
    Catalog catalog = new Catalog(members, Files.size(archive), AccessPoints.of(List.of()));
    Path index = folder.resolve("t.tar.d2v-index");
    IndexWriter.write(index, Fingerprint.of(archive), catalog);
    assertThat(names(archive)).hasSize(12);
  }

  @Test
  void aDamagedIndexCountsAsNone() throws IOException {
    Path archive = write("t.tar.gz");
    byte[] index = Files.readAllBytes(SavedIndex.of(archive).prepare(Progress.NONE).file());
    Fingerprint print = Fingerprint.of(archive);
    assertThat(IndexReader.parse(ByteBuffer.wrap(index), archive, print)).isPresent();
    for (int length = 0; length < index.length; length++) {
      assertThat(IndexReader.parse(ByteBuffer.wrap(Arrays.copyOf(index, length)), archive, print))
          .isEmpty();
    }
    for (int at = 0; at < index.length; at++) {
      byte[] damaged = index.clone();
      damaged[at] ^= 4;
      assertThat(IndexReader.parse(ByteBuffer.wrap(damaged), archive, print))
          .as("byte %s", at)
          .isEmpty();
    }
  }

  /** Damage that a checksum hides: whatever is read lies within the archive. */
  @Test
  void anIndexThatLiesIsReadWithinBoundsOrCountsAsNone() throws IOException {
    long seed = Long.getLong("d2v.seed", 99);
    System.out.println("SavedIndexTest: -Dd2v.seed=" + seed);
    Random random = new Random(seed);
    Path archive = write("t.tar.gz");
    byte[] index = Files.readAllBytes(SavedIndex.of(archive).prepare(Progress.NONE).file());
    Fingerprint print = Fingerprint.of(archive);
    for (int i = 0; i < 20_000; i++) {
      byte[] lying = index.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        lying[random.nextInt(lying.length)] = (byte) random.nextInt();
      }
      CRC32C checksum = new CRC32C();
      checksum.update(lying, 0, lying.length - 4);
      ByteBuffer.wrap(lying).putInt(lying.length - 4, (int) checksum.getValue());
      IndexReader.parse(ByteBuffer.wrap(lying), archive, print)
          .ifPresent(read -> assertWithin(read.members(), read.length()));
    }
  }

  @Test
  void anArchiveInAFolderThatCanNotBeWrittenToHasItsIndexInTheCache() throws IOException {
    Path archive = write("t.tar");
    Path cache = folder.resolve("cache/index");
    List<Path> places = IndexPlaces.of(archive, cache);
    assertThat(places.get(1).getParent()).isEqualTo(cache);
    assertThat(places.get(1).getFileName().toString()).matches("[0-9a-f]{64}\\.d2v-index");
    Path nowhere = Files.writeString(folder.resolve("file"), "").resolve("below/t.d2v-index");
    SavedIndex index = new SavedIndex(archive, List.of(nowhere, places.get(1)));
    Fingerprint print = Fingerprint.of(archive);
    Catalog catalog = index.make(print);
    assertThat(index.write(print, catalog)).contains(places.get(1));
    assertThat(index.find(print).orElseThrow().catalog().members().size()).isEqualTo(12);
    assertThat(new SavedIndex(archive, List.of(nowhere)).write(print, catalog)).isEmpty();
  }

  @Test
  void theCacheIsWhereTheEnvironmentSaysOrTheHomeHasIt() {
    assertThat(IndexPlaces.cache(Map.of("XDG_CACHE_HOME", "/c"), "/home/a"))
        .isEqualTo(Path.of("/c/d2v/index"));
    for (String ignored : List.of("", "relative")) {
      assertThat(IndexPlaces.cache(Map.of("XDG_CACHE_HOME", ignored), "/home/a"))
          .isEqualTo(Path.of("/home/a/.cache/d2v/index"));
    }
  }

  /** An index of one member of one byte. */
  private static void save(Path archive, String name, long offset, long length, AccessPoints points)
      throws IOException {
    MemberTable.Builder members = new MemberTable.Builder(archive);
    members.add(name, offset, 1);
    IndexWriter.write(
        archive.resolveSibling(archive.getFileName() + ".d2v-index"),
        Fingerprint.of(archive),
        new Catalog(members.table(), length, points));
  }

  private static void assertWithin(MemberTable members, long length) {
    for (int i = 0; i < members.size(); i++) {
      assertThat(members.offsets()[i]).isNotNegative();
      assertThat(members.sizes()[i]).isBetween(0L, length - members.offsets()[i]);
    }
  }

  private Path write(String name) throws IOException {
    byte[] tar = Tars.ofClasses(700, 3, 4);
    return Files.write(
        folder.resolve(name), Tar.gzipped(Path.of(name)) ? Packed.gzipped(tar) : tar);
  }

  private static List<String> names(Path archive) throws IOException {
    return List.copyOf(Archive.open(archive, name -> true, 0).names());
  }
}
