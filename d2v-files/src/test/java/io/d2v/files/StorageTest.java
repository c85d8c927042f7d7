package io.d2v.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.files.archive.Tars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
  @TempDir private Path folder;

  @Test
  void membersAndFilesAreReadAlike() throws IOException {
    byte[] bytes = {1, 2, 3};
    Path archive = Files.write(folder.resolve("T.TAR"), Tars.of(Map.of("a/b", bytes)));
    Path file = Files.write(Files.createDirectories(folder.resolve("f/a")).resolve("b"), bytes);
    for (Path source : new Path[] {archive, folder.resolve("f")}) {
      Storage storage = Storage.open(source, name -> true, 0);
      assertThat(storage.names()).containsExactly("a/b");
      assertThat(storage.read("a/b")).isEqualTo(bytes);
      assertThat(storage.head("a/b", 2)).containsExactly(1, 2);
    }
    assertThat(Storage.open(archive, name -> true, 0).where("a/b")).isEqualTo(archive + "!a/b");
    assertThat(Storage.open(file, name -> true, 0).where("b")).isEqualTo(file.toString());
  }

  @Test
  void whatIsNotThereIsAnError() {
    assertThatThrownBy(() -> Storage.open(folder.resolve("t.tar"), name -> true, 0))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("t.tar", "there is no such file");
  }
}
