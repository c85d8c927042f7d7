package io.d2v.text;

import io.d2v.api.Encoder.MaskAt;
import io.d2v.files.Split;
import io.d2v.testkit.GivenSettings;
import io.d2v.testkit.ModalityContract;
import io.d2v.text.TextDataSettings.Documents;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

class TextContractTest extends ModalityContract {
  @Override
  protected Subject subject() {
    return new Subject(
        new Text(),
        text(),
        GivenSettings.of(
            new TextDataSettings("english", 16, Documents.BLOCKS, "UTF-8", Split.AUTO, 64)),
        GivenSettings.of(
            new TokenSettings(
                List.of(8, 16),
                8000,
                Optional.empty(),
                1,
                false,
                1e-5,
                Optional.of(4),
                MaskAt.INPUT,
                0.1,
                0.1,
                5)),
        GivenSettings.of(new RunMasker.Choice(0.35, 2, false)),
        GivenSettings.of());
  }

  private static Path text() {
    try {
      return Path.of(
          Objects.requireNonNull(TextContractTest.class.getResource("whale.txt")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
