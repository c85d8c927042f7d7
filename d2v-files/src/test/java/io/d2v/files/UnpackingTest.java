package io.d2v.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.files.archive.Archive;
import io.d2v.files.archive.Tars;
import io.d2v.files.gzip.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingTest {
  @TempDir private Path folder;

  @Test
  void membersBecomeFilesAndNothingIsWrittenOver() throws IOException {
    Path archive = Files.write(folder.resolve("t.tar.gz"), Packed.gzipped(Tars.ofClasses(9, 2, 2)));
    Path out = folder.resolve("out");
    Path kept = out.resolve("n01440760/n01440760_0.JPEG");
    Files.createDirectories(kept.getParent());
    Files.writeString(kept, "mine");
    Unpacking unpacking = Unpacking.of(archive);
    assertThat(unpacking.bytes()).isEqualTo(4 * (9 + 16));
    assertThat(unpacking.into(out, ArchiveIndex.Progress.NONE))
        .isEqualTo(new Unpacking.Result(3, 1));
    assertThat(kept).hasContent("mine");
    try (var files = Files.list(out.resolve("n01440761"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("n01440761_0.JPEG", "n01440761_1.JPEG");
    }
  }

  @Test
  void whatAnEarlierUnpackingWroteTakesNoSpaceAndCountsAsPassed() throws IOException {
    Path archive = Files.write(folder.resolve("t.tar"), Tars.ofClasses(9, 2, 2));
    Path out = folder.resolve("out");
    Unpacking unpacking = Unpacking.of(archive);
    long all = unpacking.space(out);
    assertThat(all).isGreaterThan(unpacking.bytes());
    unpacking.into(out, ArchiveIndex.Progress.NONE);
    assertThat(unpacking.space(out)).isZero();

    Files.delete(out.resolve("n01440761/n01440761_0.JPEG"));
    Files.writeString(out.resolve("n01440761/n01440761_1.JPEG"), "of another size");
    assertThat(unpacking.space(out)).isEqualTo(all / 2);
    List<Long> passed = new ArrayList<>();
    assertThat(unpacking.into(out, (done, total) -> passed.add(total - done)))
        .isEqualTo(new Unpacking.Result(1, 3));
    assertThat(passed).containsExactly(75L, 50L, 25L, 0L);
  }

  @Test
  void aDiskThatHasTooLittleSpaceIsLeftAlone() throws IOException {
    Path out = folder.resolve("out");
    Unpacking huge = new Unpacking(new OneMember("a", Long.MAX_VALUE / 2));
    assertThatThrownBy(() -> huge.into(out, ArchiveIndex.Progress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("its disk has");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void noMemberLeavesTheFolder() {
    Unpacking evil = new Unpacking(new OneMember("../evil", 0));
    assertThatThrownBy(() -> evil.into(folder.resolve("out"), ArchiveIndex.Progress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("leads outside");
  }

  /** An archive that nobody could make. */
  private record OneMember(String name, long bytes) implements Archive {
    @Override
    public Path archive() {
      return Path.of("hostile.tar");
    }

    @Override
    public Set<String> names() {
      return Set.of(name);
    }

    @Override
    public long size(String member) {
      return bytes;
    }

    @Override
    public byte[] read(String member) {
      throw new AssertionError("read");
    }

    @Override
    public byte[] head(String member, int most) {
      throw new AssertionError("read");
    }
  }
}
