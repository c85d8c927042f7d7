package io.d2v.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallFileTest {
  @TempDir Path folder;

  @Test
  void aFileOfTheMostBytesIsReadAndOneOfMoreIsNot() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "\u00fcber");

    assertThat(small(file, 5).text()).isEqualTo("\u00fcber");
    assertThatThrownBy(() -> small(file, 4).text())
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file + ": has more than 4 bytes");
  }

  @Test
  void aFileWithoutASizeIsReadNoFurther() {
    Path endless = Path.of("/dev/zero");
    assumeTrue(Files.exists(endless), "a device that never ends");

    assertThatThrownBy(() -> small(endless, 2 << 20).bytes())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has more than 2 MiB");
  }

  @Test
  void whatIsNoTextIsNamedWithItsPlace() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[] {'a', 'b', (byte) 0xff});

    assertThatThrownBy(() -> small(file, 5).text())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("byte 2 begins no character");
  }

  private static SmallFile small(Path file, int most) {
    return new SmallFile(file, most, UserError.Kind.DATA);
  }
}
