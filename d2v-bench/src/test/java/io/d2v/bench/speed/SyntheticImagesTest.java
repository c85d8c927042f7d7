package io.d2v.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.files.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticImagesTest {
  @TempDir private Path folder;

  @Test
  void theyAreATarOfTarsOfImagesOfWhichNoTwoAreAlike() throws IOException {
    Path archive = folder.resolve("images.tar");
    new SyntheticImages().write(archive, 1);
    assertThat(Files.size(archive) / 1300).isBetween(60_000L, 160_000L);
    Storage storage = Storage.open(archive, name -> true, 0);
    assertThat(storage.names()).hasSize(1300).contains("n01440764/n01440764_1299.JPEG");
    Set<Integer> contents = new HashSet<>();
    for (String name : storage.names().stream().limit(40).toList()) {
      byte[] jpeg = storage.read(name);
      contents.add(Arrays.hashCode(jpeg));
      assertThat(ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth()).isEqualTo(500);
    }
    assertThat(contents).hasSize(40);
  }

  @Test
  void theMemoryOfThisProcessIsSaid() throws IOException {
    ResidentMemory memory = ResidentMemory.read();
    assertThat(memory.now()).isGreaterThan(10L << 20).isLessThanOrEqualTo(memory.most());
  }
}
