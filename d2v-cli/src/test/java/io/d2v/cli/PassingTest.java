package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PassingTest {
  private final List<String> taken = new ArrayList<>();
  private final PrintWriter console = new PrintWriter(new StringWriter());

  @Test
  void aStopIsHeardBeforeTheNextSample() {
    try (Passing passing = new Passing("embed", 3, console, () -> taken.size() == 2)) {
      Consumer<String> to = passing.to(taken::add);
      to.accept("a");
      to.accept("b");
      assertThatThrownBy(() -> to.accept("c")).isInstanceOf(CancellationException.class);
    }
    assertThat(taken).containsExactly("a", "b");
  }

  @Test
  void whatCannotBeWrittenStopsIt() {
    try (Passing passing = new Passing("embed", 3, console, () -> false)) {
      Consumer<String> to =
          passing.to(
              one -> {
                throw new IOException("disk full");
              });
      assertThatThrownBy(() -> to.accept("a"))
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseMessage("disk full");
    }
  }
}
