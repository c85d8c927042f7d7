package io.d2v.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.backend.Workers;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a backend keeps that is one of several workers. Extend it and say how to create yours: two
 * and four of them are opened in this process.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WorkersContract {
  private static final int MANY = 200;
  private static final int ENTRIES = 1_000;
  private static final double BFLOAT16_ROUNDING = 1.0 / 256;
  private static final Tensor X = Tensor.input("x", TensorType.float32(ENTRIES));

  private List<WorkerGroup> groups = List.of();

  /** For subclasses. */
  protected WorkersContract() {}

  /** A new backend, which is one of these workers. */
  protected abstract Backend create(Workers workers);

  @BeforeAll
  void open() {
    groups = List.of(WorkerGroup.open(2, this::create), WorkerGroup.open(4, this::create));
  }

  @AfterAll
  void finish() {
    groups.forEach(WorkerGroup::close);
  }

  @Test
  void eachKnowsWhichItIs() {
    for (WorkerGroup group : groups) {
      List<Integer> ranks = IntStream.range(0, group.size()).boxed().toList();
      assertThat(group.each(backend -> backend.workers().rank())).isEqualTo(ranks);
      assertThat(group.each(backend -> backend.workers().count())).containsOnly(group.size());
    }
  }

  @Test
  void aSumIsThatOfAllWorkers() {
    Program program = Program.of("sum", List.of(X.allReduce("sum", false)));
    for (WorkerGroup group : groups) {
      float[] expected = new float[ENTRIES];
      for (int rank = 0; rank < group.size(); rank++) {
        float[] entries = wholeNumbers(rank).floats();
        for (int i = 0; i < ENTRIES; i++) {
          expected[i] += entries[i];
        }
      }
      List<List<Array>> sums =
          group.each(backend -> run(backend, program, wholeNumbers(backend.workers().rank())));
      assertThat(sums).containsOnly(List.of(Array.of(Shape.of(ENTRIES), expected)));
    }
  }

  @Test
  void aSumIsTheSameBitsOnEachWorkerAndEachTime() {
    Program program =
        Program.of("bits", List.of(X.allReduce("wide", false), X.allReduce("narrow", true)));
    for (WorkerGroup group : groups) {
      List<List<Array>> sums = group.each(backend -> run(backend, program, random(backend)));
      assertThat(sums).containsOnly(sums.get(0));
      assertThat(group.each(backend -> run(backend, program, random(backend)))).isEqualTo(sums);
    }
  }

  @Test
  void aNarrowSumIsNear() {
    Program program =
        Program.of("near", List.of(X.allReduce("exact", false), X.allReduce("rounded", true)));
    for (WorkerGroup group : groups) {
      List<Array> sums = group.each(backend -> run(backend, program, random(backend))).get(0);
      double most = group.size() * (group.size() + 1) * BFLOAT16_ROUNDING;
      for (int i = 0; i < ENTRIES; i++) {
        assertThat((double) sums.get(1).floats()[i])
            .isCloseTo(sums.get(0).floats()[i], within(most));
      }
    }
  }

  @Test
  void differentProgramsMeetByName() {
    for (WorkerGroup group : groups) {
      int count = group.size();
      assertThat(group.each(WorkersContract::countRows))
          .containsOnly(3f * count + count * (count - 1) / 2f);
    }
  }

  /** With rows of its own number, and sums in an order of its own. */
  private static float countRows(Backend backend) {
    int rows = 3 + backend.workers().rank();
    boolean even = rows % 2 == 0;
    Tensor x = Tensor.input("x", TensorType.float32(rows, 4));
    Tensor columns = x.sum(0).allReduce("columns", false); // [1, 4]
    Tensor twice = x.times(2).sum(0, 1).allReduce("twice", false); // [1, 1]
    float[] ones = new float[rows * 4];
    Arrays.fill(ones, 1);
    List<Array> sums =
        run(
            backend,
            Program.of("rows", even ? List.of(columns, twice) : List.of(twice, columns)),
            Array.of(Shape.of(rows, 4), ones));
    float counted = sums.get(even ? 0 : 1).floats()[3];
    assertThat(sums.get(even ? 1 : 0).floats()).containsExactly(8 * counted);
    return counted;
  }

  @Test
  void aSumMayWaitForAnotherAndGoOnInTheProgram() {
    Tensor total = X.times(0.5).allReduce("first", false);
    Tensor again = total.tanh().plus(1).allReduce("second", false);
    Program program = Program.of("chain", List.of(again.times(2)));
    for (WorkerGroup group : groups) {
      float[] expected = new float[ENTRIES];
      Arrays.fill(expected, 2 * group.size());
      assertThat(group.each(backend -> run(backend, program, zeros())))
          .containsOnly(List.of(Array.of(Shape.of(ENTRIES), expected)));
    }
  }

  @Test
  void parametersThatSumsUpdateStayTheSameOnAll() {
    Tensor weight = Tensor.parameter("weight", Init.zeros(), Shape.of(ENTRIES));
    Tensor gradient = weight.minus(X).allReduce("gradient", false);
    Program step =
        new Program("step", List.of(), Map.of("weight", weight.minus(gradient.times(0.1))));
    for (WorkerGroup group : groups) {
      List<Array> weights =
          group.each(
              backend -> {
                backend.write("weight", zeros());
                try (Executable steps = backend.compile(step)) {
                  for (int i = 0; i < 10; i++) {
                    steps.run(Map.of("x", random(backend)));
                  }
                }
                return backend.read("weight");
              });
      assertThat(weights).containsOnly(weights.get(0)).doesNotContain(zeros());
    }
  }

  @Test
  void manyRunsMeetAlsoWhereSomeRunOtherProgramsBetween() {
    Program meeting = Program.of("meeting", List.of(X.sum(0).allReduce("many", false)));
    Program alone = Program.of("alone", List.of(X.sum(0)));
    for (WorkerGroup group : groups) {
      List<Float> sums =
          group.each(
              backend -> {
                float sum = 0;
                try (Executable meetings = backend.compile(meeting);
                    Executable others = backend.compile(alone)) {
                  for (int i = 0; i < MANY; i++) {
                    sum += meetings.run(Map.of("x", wholeNumbers(i))).get(0).floats()[0];
                    if (i % (2 + backend.workers().rank()) == 0) {
                      others.run(Map.of("x", zeros()));
                    }
                  }
                }
                return sum;
              });
      assertThat(sums).containsOnly(sums.get(0)).doesNotContain(0f);
    }
  }

  @Test
  void twoSumsOfOneNameAreRefused() {
    Program program =
        Program.of(
            "twice", List.of(X.allReduce("same", false), X.times(2).allReduce("same", false)));
    assertThatThrownBy(() -> groups.get(0).backends().get(0).compile(program))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same");
  }

  @Test
  void whoeverIsDoneWaitsForTheOthers() throws Exception {
    WorkerGroup group = WorkerGroup.open(2, this::create);
    Program program = Program.of("last", List.of(X.allReduce("last", false)));
    group.each(backend -> run(backend, program, zeros()));
    Future<Boolean> done = group.begin(1, WorkersContract::finished);
    Thread.sleep(200);
    assertThat(done.isDone()).isFalse();
    assertThat(WorkerGroup.result(group.begin(0, WorkersContract::finished))).isTrue();
    assertThat(WorkerGroup.result(done)).isTrue();
    group.backends().forEach(Backend::close);
  }

  @Test
  void whoeverClosesBeforeItIsDoneIsNamed() {
    WorkerGroup group = WorkerGroup.open(2, this::create);
    CompletableFuture<UserError> told = new CompletableFuture<>();
    group.backends().get(0).whenLost(told::complete);
    Program program = Program.of("alone", List.of(X.allReduce("nobody", false)));
    Future<List<Array>> waiting = group.begin(0, backend -> run(backend, program, zeros()));
    group.backends().get(1).close();
    assertThatThrownBy(() -> WorkerGroup.result(waiting))
        .isInstanceOfSatisfying(UserError.class, WorkersContract::namesWorkerOne);
    namesWorkerOne(WorkerGroup.result(told));
    assertThatThrownBy(() -> group.backends().get(0).finish())
        .isInstanceOfSatisfying(UserError.class, WorkersContract::namesWorkerOne);
    group.backends().get(0).close();
  }

  private static void namesWorkerOne(UserError error) {
    assertThat(error.kind()).isEqualTo(UserError.Kind.WORKER);
    assertThat(error).hasMessageContaining("worker 1");
  }

  private static boolean finished(Backend backend) {
    backend.finish();
    return true;
  }

  private static List<Array> run(Backend backend, Program program, Array x) {
    try (Executable executable = backend.compile(program)) {
      return executable.run(Map.of("x", x));
    }
  }

  private static Array zeros() {
    return Array.of(Shape.of(ENTRIES), new float[ENTRIES]);
  }

  /** Whose sums have no rounding. */
  private static Array wholeNumbers(int worker) {
    float[] entries = new float[ENTRIES];
    for (int i = 0; i < ENTRIES; i++) {
      entries[i] = (worker + 1) * (i % 7 - 2);
    }
    return Array.of(Shape.of(ENTRIES), entries);
  }

  /** Of absolute values below 1. */
  private static Array random(Backend backend) {
    SplittableRandom random = new SplittableRandom(backend.workers().rank());
    float[] entries = new float[ENTRIES];
    for (int i = 0; i < ENTRIES; i++) {
      entries[i] = (float) random.nextDouble(-1, 1);
    }
    return Array.of(Shape.of(ENTRIES), entries);
  }
}
