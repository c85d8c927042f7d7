package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Device;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.backend.Workers;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.autodiff.Gradients;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Stride;
import io.d2v.core.plugins.Plugins;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class BucketsTest {
  private static final List<String> READ = List.of("in", "middle", "bias", "out");
  private static final int LARGE = 9;

  /** Of 6, 9, 1 and 3 entries; read in this order. */
  private static Tensor loss(int batch) {
    Tensor x = Tensor.input("x", TensorType.float32(batch, 2));
    Tensor hidden = x.matmul(parameter("in", 2, 3)).tanh(); // [B, 3]
    Tensor more = hidden.matmul(parameter("middle", 3, 3)); // [B, 3]
    Tensor moved = more.plus(parameter("bias")); // [B, 3]
    return moved.matmul(parameter("out", 3, 1)).sumAll();
  }

  private static Tensor parameter(String path, int... sizes) {
    return Tensor.parameter(path, Init.zeros(), Shape.of(sizes));
  }

  private static Map<String, Tensor> gradients(Tensor loss) {
    return Gradients.ofParameters(loss, new TreeSet<>(READ));
  }

  private static Buckets buckets(int most) {
    Tensor loss = loss(4);
    return Buckets.of(loss, gradients(loss), most, LARGE, Wire.FLOAT32);
  }

  @Test
  void whatIsReadLastIsSummedFirst() {
    assertThat(buckets(1).paths())
        .containsExactly(List.of("out"), List.of("bias"), List.of("middle"), List.of("in"));
  }

  @Test
  void parametersShareABucketUntilItIsFull() {
    assertThat(buckets(4).paths())
        .containsExactly(List.of("out", "bias"), List.of("middle"), List.of("in"));
    assertThat(buckets(Buckets.MOST).paths())
        .containsExactly(List.of("out", "bias", "in"), List.of("middle"));
  }

  @ParameterizedTest
  @EnumSource(TinyCourse.class)
  void batchesOfAllSizesHaveTheSame(TinyCourse course) {
    Plugins plugins = Plugins.discover().and(new ReferenceProvider(List.of()));
    Method method = Method.of(course.recipe(plugins), plugins);
    List<Buckets> ofSizes =
        SizedBatch.of(method).stream()
            .map(size -> size.goal().get())
            .map(
                goal -> {
                  Map<String, Tensor> towards = new StepPrograms(goal, method.adam()).gradients();
                  return Buckets.of(goal.loss(), towards, 100, 100, Wire.FLOAT32);
                })
            .toList();
    assertThat(ofSizes.get(0).paths()).hasSizeGreaterThan(3);
    assertThat(ofSizes).allMatch(ofSizes.get(0)::equals);
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void sumsAreThoseOfTheGradients(Wire wire) throws Exception {
    for (int most : new int[] {1, 10, 100}) {
      List<CompletableFuture<List<Array>>> runs = new ArrayList<>();
      for (ReferenceBackend worker : ReferenceBackend.together(2)) {
        runs.add(CompletableFuture.supplyAsync(() -> run(worker, most, wire)));
      }
      for (CompletableFuture<List<Array>> run : runs) {
        List<Array> fetched = run.get();
        for (int i = 0; i < READ.size(); i++) {
          Array own = fetched.get(i);
          Array sum = fetched.get(READ.size() + i);
          assertThat(sum.shape()).isEqualTo(own.shape());
          for (int entry = 0; entry < own.floats().length; entry++) {
            assertThat(sum.floats()[entry]).isEqualTo(2 * own.floats()[entry]);
          }
        }
      }
    }
  }

  private static List<Array> run(ReferenceBackend worker, int most, Wire wire) {
    Tensor loss = loss(1);
    Map<String, Tensor> gradients = gradients(loss);
    Map<String, Tensor> sums = Buckets.of(loss, gradients, most, LARGE, wire).sum(gradients);
    List<Tensor> fetches = new ArrayList<>(gradients.values());
    fetches.addAll(sums.values());
    Program program = Program.of("sums", fetches);
    assertThat(program.nodes())
        .filteredOn(node -> node.op() instanceof Op.AllReduce)
        .isNotEmpty()
        .allMatch(node -> ((Op.AllReduce) node.op()).narrow() == (wire == Wire.BF16))
        .extracting(node -> ((Op.AllReduce) node.op()).name())
        .doesNotHaveDuplicates();
    program
        .parameters()
        .forEach(
            (path, type) -> {
              float[] ones = new float[type.shape().elements()];
              Arrays.fill(ones, 0.5f);
              worker.write(path, Array.of(type.shape(), ones));
            });
    try (Executable executable = worker.compile(program)) {
      return executable.run(Map.of("x", Array.of(Shape.of(1, 2), 1f, 2f)));
    }
  }

  /** Four workers have one batch each, two have two. */
  @ParameterizedTest
  @CsvSource({"FLOAT32, 4", "BF16, 4", "FLOAT32, 2", "BF16, 2"})
  void gradientsAloneAreOnTheirWayAsTheRecipeSays(Wire wire, int workers) throws Exception {
    Plugins plugins = Plugins.discover().and(new ReferenceProvider(List.of()));
    TinyCourse tiny = TinyCourse.VISION;
    String setting = "training.wire=" + wire.name().toLowerCase(Locale.ROOT);
    Method method = Method.of(tiny.recipe(plugins, setting), plugins);
    List<Program> compiled = new ArrayList<>();
    try (Backend backend = new Recorded(ReferenceBackend.together(workers).get(0), compiled);
        Course course = new Pretrainer(method, tiny.data(), backend);
        Feeder feeder = course.feeder(new Quarantine(30, 0), Stride.from(0))) {
      assertThat(course.step(1).flops(course.feeds(feeder.next()))).isPositive();
    }

    List<Op.AllReduce> sums =
        compiled.stream()
            .flatMap(program -> program.nodes().stream())
            .flatMap(
                node -> node.op() instanceof Op.AllReduce sum ? Stream.of(sum) : Stream.empty())
            .toList();
    assertThat(sums)
        .filteredOn(sum -> sum.name().startsWith("gradients"))
        .isNotEmpty()
        .allMatch(sum -> sum.narrow() == (wire == Wire.BF16));
    assertThat(sums)
        .filteredOn(sum -> !sum.narrow())
        .extracting(Op.AllReduce::name)
        .contains("the 7 numbers of an update");
  }

  /** Takes down what is compiled. */
  private record Recorded(Backend backend, List<Program> compiled) implements Backend {
    @Override
    public Device device() {
      return backend.device();
    }

    @Override
    public Workers workers() {
      return backend.workers();
    }

    @Override
    public Executable compile(Program program) {
      compiled.add(program);
      return backend.compile(program);
    }

    @Override
    public void write(String parameter, Array value) {
      backend.write(parameter, value);
    }

    @Override
    public Array read(String parameter) {
      return backend.read(parameter);
    }

    @Override
    public void close() {
      backend.close();
    }
  }

  @ParameterizedTest
  @EnumSource(TinyCourse.class)
  void oneWorkerAloneSumsNothingOverWorkersAndIsToldNothing(TinyCourse course) {
    Plugins plugins = Plugins.discover().and(new ReferenceProvider(List.of()));
    Method method = Method.of(course.recipe(plugins), plugins);
    StepPrograms programs =
        new StepPrograms(SizedBatch.of(method).get(0).goal().get(), method.adam());
    for (Program program : List.of(programs.whole(), programs.accumulate(), programs.applySums())) {
      assertThat(program.nodes()).noneMatch(node -> node.op() instanceof Op.AllReduce);
      assertThat(program.inputs()).doesNotContainKey("told");
    }
    assertThat(programs.whole().fetches()).hasSize(2 + 2 + 2);
    assertThat(programs.applySums().fetches()).hasSize(2);
    assertThat(programs.applySums().inputs().keySet())
        .containsExactlyInAnyOrder("loss", "count", "learning_rate", "step_size", "ema_decay");
  }
}
