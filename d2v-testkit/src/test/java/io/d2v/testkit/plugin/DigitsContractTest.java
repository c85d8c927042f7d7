package io.d2v.testkit.plugin;

import io.d2v.testkit.GivenSettings;
import io.d2v.testkit.ModalityContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DigitsContractTest extends ModalityContract {
  @TempDir private Path folder;

  @Override
  protected Subject subject() {
    try {
      Path source = Files.writeString(folder.resolve("lines"), "314159265\n27182818\n1414\n");
      return new Subject(
          new Digits(),
          source,
          GivenSettings.of(),
          GivenSettings.of(new Digits.DigitSettings(6)),
          GivenSettings.of(),
          GivenSettings.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
