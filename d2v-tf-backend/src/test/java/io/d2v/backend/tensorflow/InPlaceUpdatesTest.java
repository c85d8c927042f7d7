package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Inlined;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InPlaceUpdatesTest {
  private static final Tensor MEAN = Tensor.parameter("mean", Init.zeros(), Shape.of(4));
  private static final Tensor AVERAGE = MEAN.times(0.5).plus(1);
  private static final Tensor ROOT = MEAN.plus(1).sqrt();

  private final Backend backend =
      TensorFlowBackend.open(TensorFlowSettings.onCpu(Precision.BF16, true));

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void anAverageIsWrittenWhereItLies() {
    assertThat(inPlace(List.of(), Map.of("mean", AVERAGE))).containsExactly("mean");
  }

  @Test
  void aRootIsNotSinceItWouldBeTakenOneByOne() {
    assertThat(inPlace(List.of(), Map.of("mean", ROOT))).isEmpty();
  }

  @Test
  void whatIsReadOfARootThatIsWrittenAnywayIs() {
    Tensor teacher = Tensor.parameter("teacher", Init.zeros(), Shape.of(4));
    Tensor following = teacher.times(0.9).plus(ROOT.times(0.1));

    assertThat(inPlace(List.of(), Map.of("mean", ROOT, "teacher", following)))
        .containsExactly("teacher");
  }

  @Test
  void whatIsFetchedOrGoesToTwoParametersIsNot() {
    assertThat(inPlace(List.of(AVERAGE), Map.of("mean", AVERAGE))).isEmpty();
    assertThat(inPlace(List.of(), Map.of("mean", AVERAGE, "other", AVERAGE))).isEmpty();
  }

  @Test
  void whatAnotherParameterBecomesIsNot() {
    assertThat(inPlace(List.of(), Map.of("other", AVERAGE))).isEmpty();
  }

  @Test
  void eachRunGoesOnFromTheOneBefore() {
    backend.write("mean", Array.of(Shape.of(4), 0f, 1f, 2f, 3f));
    Program program = new Program("program", List.of(MEAN.sum(0)), Map.of("mean", AVERAGE));
    try (Executable executable = backend.compile(program)) {
      assertThat(executable.run(Map.of()).get(0).floats()).containsExactly(6);
      assertThat(executable.run(Map.of()).get(0).floats()).containsExactly(7);
    }
    assertThat(backend.read("mean").floats()).containsExactly(1.5f, 1.75f, 2, 2.25f);
  }

  @Test
  void whatWasReadBeforeStaysAsItWas() {
    backend.write("mean", Array.of(Shape.of(4), 0f, 1f, 2f, 3f));
    Array before = backend.read("mean");
    Program program = new Program("program", List.of(), Map.of("mean", AVERAGE));
    try (Executable executable = backend.compile(program)) {
      executable.run(Map.of());
    }
    assertThat(before.floats()).containsExactly(0, 1, 2, 3);
  }

  private static List<String> inPlace(List<Tensor> fetches, Map<String, Tensor> updates) {
    Program program = new Program("program", fetches, updates);
    List<Tensor> roots = new ArrayList<>(fetches);
    roots.addAll(program.updates().values());
    Inlined graph = Inlined.of(roots, composite -> false);
    List<Fusion.Unit> units = Fusion.plan(graph, Precision.FLOAT32, Set.of());
    InPlaceUpdates found = new InPlaceUpdates(program, graph, units, Set.of());
    return units.stream()
        .filter(Fusion.Unit.Fused.class::isInstance)
        .flatMap(unit -> found.of(((Fusion.Unit.Fused) unit).cluster()).stream())
        .map(Cluster.Update::path)
        .toList();
  }
}
