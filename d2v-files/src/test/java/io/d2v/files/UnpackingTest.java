package io.d2v.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.files.archive.Tars;
import io.d2v.files.gzip.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
  void aDiskThatHasTooLittleSpaceIsLeftAlone() throws IOException {
    Path archive = Files.write(folder.resolve("t.tar"), Tars.of(Map.of("a", new byte[5])));
    Unpacking one = Unpacking.of(archive);
    Unpacking huge = new Unpacking(archive, one.names(), Long.MAX_VALUE / 2, one.storage());
    assertThatThrownBy(() -> huge.into(folder.resolve("out"), ArchiveIndex.Progress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("its disk has");
    assertThat(folder.resolve("out")).isEmptyDirectory();
  }

  @Test
  void noMemberLeavesTheFolder() throws IOException {
    Storage storage = Storage.open(folder, name -> true, 0);
    Unpacking evil = new Unpacking(folder, List.of("../evil"), 0, storage);
    assertThatThrownBy(() -> evil.into(folder.resolve("out"), ArchiveIndex.Progress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("leads outside");
  }
}
