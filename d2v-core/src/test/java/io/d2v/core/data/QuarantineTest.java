package io.d2v.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {
  @TempDir Path folder;
  private Path list;

  @BeforeEach
  void name() {
    list = folder.resolve("quarantine.tsv");
  }

  @Test
  void eachSampleIsListedOnceOnALineOfItsOwn() throws IOException {
    Quarantine quarantine = Quarantine.listed(list, 1000, 0);
    quarantine.add(7, "b.jpg: torn\nat\tbyte 3");
    quarantine.add(2, "a.jpg: empty");
    quarantine.add(7, "b.jpg: torn");

    assertThat(list).hasContent("7\tb.jpg: torn at byte 3\n2\ta.jpg: empty\n");
    assertThat(quarantine.news()).contains(new Quarantine.Damaged(7, "b.jpg: torn at byte 3"));
    assertThat(quarantine.news()).contains(new Quarantine.Damaged(2, "a.jpg: empty"));
    assertThat(quarantine.news()).isEmpty();
  }

  @Test
  void whatIsListedStaysOutAndIsNoNews() throws IOException {
    Files.writeString(
        list,
        "7\tb.jpg: torn\n2\ta.jpg: empty\n11\tc\u00c3",
        StandardCharsets.ISO_8859_1); // half a character of UTF-8

    Quarantine quarantine = Quarantine.listed(list, 1000, 0);

    assertThat(quarantine.contains(7)).isTrue();
    assertThat(quarantine.contains(11)).as("whose line was torn").isFalse();
    assertThat(quarantine.damaged())
        .containsExactly(
            new Quarantine.Damaged(2, "a.jpg: empty"), new Quarantine.Damaged(7, "b.jpg: torn"));
    assertThat(quarantine.news()).isEmpty();
    quarantine.add(11, "c.jpg: torn");
    assertThat(list).hasContent("7\tb.jpg: torn\n2\ta.jpg: empty\n11\tc.jpg: torn\n");
  }

  @Test
  void whatAnotherProcessFoundIsListedAndIsNoNews() throws IOException {
    Quarantine quarantine = Quarantine.listed(list, 1000, 0);
    quarantine.add(7, "b.jpg: torn");

    assertThat(quarantine.takeIn(new Quarantine.Damaged(2, "a.jpg: empty"))).isTrue();
    assertThat(quarantine.takeIn(new Quarantine.Damaged(7, "b.jpg: torn"))).isFalse();

    assertThat(quarantine.contains(2)).isTrue();
    assertThat(list).hasContent("7\tb.jpg: torn\n2\ta.jpg: empty\n");
    assertThat(quarantine.news()).contains(new Quarantine.Damaged(7, "b.jpg: torn"));
    assertThat(quarantine.news()).isEmpty();
  }

  @Test
  void aThousandthIsFewAndOneMoreIsNot() throws IOException {
    Quarantine quarantine = Quarantine.listed(list, 10_000, 0.001);
    for (int i = 0; i < 10; i++) {
      quarantine.add(i, "file " + i);
    }
    assertThatThrownBy(() -> quarantine.add(10, "file 10"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("11 of 10000 samples can't be read, more than the 10")
        .hasMessageContaining("sample 0: file 0")
        .hasMessageContaining(list.toString());
    assertThatThrownBy(() -> Quarantine.listed(list, 10_000, 0.001))
        .as("nor are they when the run goes on")
        .isInstanceOf(UserError.class)
        .hasMessageContaining("delete it once they are mended");
  }

  @Test
  void anotherFileOfThisNameIsRefused() throws IOException {
    Files.writeString(list, "a.jpg\ttorn\n");
    assertThatThrownBy(() -> Quarantine.listed(list, 10, 0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a.jpg")
        .hasMessageContaining(list.toString());
  }
}
