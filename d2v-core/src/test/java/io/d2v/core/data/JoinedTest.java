package io.d2v.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JoinedTest {
  /** Samples that are called by a letter and a number, as long as the number says. */
  private record Letters(String letter, long size, List<String> classes, List<String> vocabulary)
      implements Dataset {
    @Override
    public Sample read(long index) {
      return new Sample(letter + index, new Sample.Text(""), OptionalInt.of(1));
    }

    @Override
    public OptionalLong length(long index) {
      return OptionalLong.of(index);
    }

    @Override
    public void close() {
      throw new IllegalStateException("whoever opened it closes it");
    }
  }

  @Test
  void oneComesAfterTheOther() throws IOException {
    try (Joined joined = joined(letters("a", 2, "x", "y"), letters("b", 3, "x", "y"))) {
      assertThat(joined.size()).isEqualTo(5);
      assertThat(LongStream.range(0, 5).mapToObj(index -> id(joined, index)))
          .containsExactly("a0", "a1", "b0", "b1", "b2");
      assertThat(LongStream.range(0, 5).map(index -> joined.length(index).orElseThrow()))
          .containsExactly(0L, 1L, 0L, 1L, 2L);
      assertThatThrownBy(() -> joined.read(5)).hasMessageContaining("sample 5 of 5");
    }
  }

  @Test
  void classesStayWhereTheyAreTheSame() throws IOException {
    Joined same = joined(letters("a", 1, "x", "y"), letters("b", 1, "x", "y"));
    assertThat(same.classes()).containsExactly("x", "y");
    assertThat(same.read(1).label()).hasValue(1);

    Joined others = joined(letters("a", 1, "x", "y"), letters("b", 1, "y", "z"));
    assertThat(others.classes()).isEmpty();
    assertThat(others.read(1).label()).isEmpty();
  }

  @Test
  void idsOfOtherVocabulariesAreRefused() {
    Letters first = new Letters("a", 1, List.of(), List.of("the"));
    Letters second = new Letters("b", 1, List.of(), List.of("a"));
    assertThat(joined(first, first).vocabulary()).containsExactly("the");
    assertThatThrownBy(() -> joined(first, second)).hasMessageContaining("vocabularies");
    assertThatThrownBy(() -> new Joined(List.of())).hasMessageContaining("nothing to join");
  }

  private static Joined joined(Dataset... parts) {
    return new Joined(List.of(parts));
  }

  private static Letters letters(String letter, long size, String... classes) {
    return new Letters(letter, size, List.of(classes), List.of());
  }

  private static String id(Dataset data, long index) {
    try {
      return data.read(index).id();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
