package io.d2v.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FolderLayoutTest {
  @Test
  void aLayoutNumbersTheClassesOfAllPartsInOrder() {
    List<String> names =
        List.of("s/train/dog/2.jpg", "s/train/cat/1.jpg", "s/val/ant/3.jpg", "s/train/4.jpg");
    FolderLayout train = FolderLayout.of(names, Split.AUTO);
    assertThat(train.classes()).containsExactly("ant", "cat", "dog");
    assertThat(train.names())
        .containsExactly("s/train/4.jpg", "s/train/cat/1.jpg", "s/train/dog/2.jpg");
    assertThat(train.label(0)).isEmpty();
    assertThat(train.label(1)).isEqualTo(OptionalInt.of(1));
    assertThat(train.files()).containsEntry("s/train/dog/2.jpg", Optional.of("dog")).hasSize(3);
    FolderLayout some = train.only(name -> name.endsWith("2.jpg"));
    assertThat(some.names()).containsExactly("s/train/dog/2.jpg");
    assertThat(some.label(0)).hasValue(2);
    assertThat(some.classes()).hasSize(3);
  }
}
