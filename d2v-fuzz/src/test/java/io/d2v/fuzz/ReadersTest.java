package io.d2v.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reader reads its seeds, and of damaged ones keeps its promise. */
class ReadersTest {
  private static final int MUTATIONS = 2_000;
  private static final long SEED = 20_261_128;
  private static final int READERS = 30;

  static Set<String> readers() {
    return Targets.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("readers")
  void seedsAreRead(String name) throws IOException {
    Target target = Targets.named(name);

    assertThat(target.seeds()).isNotEmpty();
    for (byte[] seed : target.seeds()) {
      target.read(seed);
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  void whatFailedOnceIsReadOrRefused(String name) throws IOException {
    for (byte[] input : Inputs.regressions(name)) {
      Promise.require(name, Targets.named(name), input);
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  void damagedInputsAreReadOrRefused(String name) throws IOException {
    Target target = Targets.named(name);
    List<byte[]> whole = new ArrayList<>(target.seeds());
    whole.addAll(Inputs.regressions(name));
    Mutations mutations = new Mutations(whole, SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] input = mutations.next();
      try {
        Promise.require(name, target, input);
      } catch (AssertionError | RuntimeException broken) {
        Path kept = Inputs.keep(Path.of("target", "failed", name), input);
        throw new AssertionError("input " + i + ", kept as " + kept.toAbsolutePath(), broken);
      }
    }
  }

  @Test
  void allReadersAreThere() {
    assertThat(readers()).hasSize(READERS);
  }

  @Test
  void aReaderThatBreaksItsPromiseIsFound() {
    assertThatThrownBy(() -> Promise.require("x", of(ReadersTest::throwing), new byte[1]))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not the reader's own");
    assertThatThrownBy(
            () -> Promise.require("x", of(() -> spare = new byte[65 << 20]), new byte[1]))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("65 MiB");
  }

  @SuppressWarnings("unused") // so that making it is not left out
  private static byte[] spare;

  private static void throwing() {
    throw new IndexOutOfBoundsException(3);
  }

  private static Target of(Runnable reading) {
    return new Target() {
      @Override
      public List<byte[]> seeds() {
        return List.of();
      }

      @Override
      public void read(byte[] input) {
        reading.run();
      }
    };
  }
}
