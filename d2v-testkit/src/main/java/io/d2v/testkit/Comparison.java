package io.d2v.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Tensor;
import io.d2v.testkit.reference.Entries;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A backend's results beside the reference's.
 *
 * @param backend what is tested
 * @param tolerance how far a real result may be from the reference, relative to its largest entry
 */
public record Comparison(Backend backend, double tolerance) {
  /** Below this largest entry, the tolerance is absolute: what is left is rounding error. */
  private static final double SMALL = 1e-3;

  /**
   * Runs both and compares every fetch.
   *
   * @param feeds the inputs that the fetches need; others are let be
   */
  public void assertEqual(List<Tensor> fetches, Map<String, double[]> feeds) {
    Program program = Program.of("compared", fetches);
    Map<String, double[]> needed = new LinkedHashMap<>(feeds);
    needed.keySet().retainAll(program.inputs().keySet());
    List<double[]> expected = new ReferenceBackend().run(program, needed);
    List<Array> given = run(program, needed);
    assertThat(given).hasSameSizeAs(expected);
    for (int i = 0; i < fetches.size(); i++) {
      assertClose(fetches.get(i), given.get(i), expected.get(i));
    }
  }

  List<Array> run(Program program, Map<String, double[]> feeds) {
    Map<String, Array> arrays = new LinkedHashMap<>();
    program
        .inputs()
        .forEach((name, type) -> arrays.put(name, Entries.array(type, fed(feeds, name))));
    try (Executable executable = backend.compile(program)) {
      return executable.run(arrays);
    }
  }

  private static double[] fed(Map<String, double[]> feeds, String name) {
    double[] entries = feeds.get(name);
    if (entries == null) {
      throw new IllegalArgumentException("nothing to feed to input " + name);
    }
    return entries;
  }

  private void assertClose(Tensor fetch, Array given, double... expected) {
    assertThat(given.type()).as("type of %s", fetch).isEqualTo(fetch.type());
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    double allowed =
        fetch.type().dtype() == DType.FLOAT32 ? tolerance * Math.max(largest, SMALL) : 0;
    assertThat(Entries.of(given)).as("%s", fetch).containsExactly(expected, within(allowed));
  }
}
