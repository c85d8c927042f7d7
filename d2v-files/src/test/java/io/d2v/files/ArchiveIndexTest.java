package io.d2v.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.files.archive.Tars;
import io.d2v.files.gzip.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveIndexTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"t.tar", "t.tar.gz"})
  void anArchiveIsReadByItsIndexAsWithoutOne(String name) throws IOException {
    Path archive = write(name);
    List<Long> passed = new ArrayList<>();
    ArchiveIndex index = ArchiveIndex.prepare(archive, (done, total) -> passed.add(done));
    assertThat(index.file()).isEqualTo(folder.resolve(name + ".d2v-index"));
    assertThat(index.fileBytes()).isEqualTo(Files.size(index.file())).isPositive();
    assertThat(index.members()).isEqualTo(12);
    assertThat(index.bytes()).isEqualTo(12 * (700 + 16));
    assertThat(index.made()).isTrue();
    assertThat(passed).hasSize(12).isSorted();
    assertThat(ArchiveIndex.prepare(archive, (done, total) -> {}).made()).isFalse();
    assertThat(names(archive)).hasSize(12).startsWith("n01440760/n01440760_0.JPEG");
  }

  @Test
  void nothingTemporaryStays() throws IOException {
    ArchiveIndex.prepare(write("t.tar"), (done, total) -> {});
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("t.tar", "t.tar.d2v-index");
    }
  }

  private Path write(String name) throws IOException {
    byte[] tar = Tars.ofClasses(700, 3, 4);
    return Files.write(folder.resolve(name), name.endsWith(".gz") ? Packed.gzipped(tar) : tar);
  }

  private static List<String> names(Path archive) throws IOException {
    return List.copyOf(Storage.open(archive, name -> true, 0).names());
  }
}
