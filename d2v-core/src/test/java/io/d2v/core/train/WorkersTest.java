package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Stride;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.run.KeptUpdate;
import io.d2v.core.run.KeptUpdate.KeptBatch;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several workers make the run that one makes alone. */
@Timeout(300)
class WorkersTest {
  /** An update that three workers share. */
  private static final String THREE = "training.accumulate=3";

  @TempDir Path temp;

  @ParameterizedTest(name = "{0}, {1} workers")
  @CsvSource({
    "VISION, 2",
    "VISION, 4",
    "SPEECH, 2",
    "SPEECH, 4",
    "TEXT, 2",
    "TEXT, 4",
    "VISION2, 2",
    "SPEECH2, 2",
    "TEXT2, 4"
  })
  void theUpdatesAreThoseOfOneAlone(TinyCourse course, int count) throws Exception {
    Crew.Member alone = train(course, "alone", 1).get(0);
    List<Crew.Member> workers = train(course, "together", count);

    for (Crew.Member worker : workers) {
      assertThat(worker.made()).isEqualTo(TinyCourse.STEPS);
      Crew.assertSame(worker.parameters(), alone.parameters());
      assertThat(worker.updates()).hasSameSizeAs(alone.updates());
      for (int i = 0; i < TinyCourse.STEPS; i++) {
        assertThat(worker.updates().get(i).samples()).isEqualTo(alone.updates().get(i).samples());
        assertThat(worker.updates().get(i).measured())
            .as("all measure the same")
            .isEqualTo(workers.get(0).updates().get(i).measured());
      }
    }
    Crew.assertSame(log("together"), log("alone"));
    assertThat(folder("together").effort().samples()).isEqualTo(folder("alone").effort().samples());
    assertThat(folder("together").effort().flops())
        .isCloseTo(folder("alone").effort().flops(), withinPercentage(1e-4));
  }

  /** Else the test above would not show that these go together. */
  @ParameterizedTest
  @CsvSource({"SPEECH", "TEXT"})
  void inOneUpdateWorkersHaveBatchesOfDifferentSizes(TinyCourse course) throws Exception {
    List<Batch> batches = batches(course);
    assertThat(IntStream.range(0, TinyCourse.STEPS))
        .anyMatch(
            update ->
                batches
                        .subList(TinyCourse.BATCHES * update, TinyCourse.BATCHES * (update + 1))
                        .stream()
                        .mapToInt(Batch::size)
                        .distinct()
                        .count()
                    > 1);
  }

  /** Of the whole run. */
  private static List<Batch> batches(TinyCourse course) throws InterruptedException {
    Plugins plugins = Plugins.discover().and(new ReferenceProvider(List.of()));
    Method method = Method.of(course.recipe(plugins), plugins);
    List<Batch> batches = new ArrayList<>();
    try (Feeder feeder =
        new Feeder(
            course.data(),
            method.objective().encoder(),
            method.masker(),
            new Quarantine(course.data().size(), 0),
            new FeederSettings(method.training().batch(), 1, method.recipe().seed()),
            Stride.from(0))) {
      while (batches.size() < TinyCourse.BATCHES * TinyCourse.STEPS) {
        batches.add(feeder.next());
      }
    }
    return batches;
  }

  @ParameterizedTest
  @CsvSource({"TEXT", "VISION2"})
  void whoGoesOnWithOtherWorkersHasTheSameSequence(TinyCourse course) throws Exception {
    train(course, "alone", 1);
    assertThat(goOn(course, 4, 2)).as("and that with which all hear of the stop").isEqualTo(3);
    assertThat(goOn(course, 1, 1)).isEqualTo(4);
    assertThat(goOn(course, 2, 1)).isEqualTo(TinyCourse.STEPS);

    Crew.assertSame(log("parts"), log("alone"));
  }

  private long goOn(TinyCourse course, int count, long updates) throws Exception {
    List<Crew.Member> members =
        Crew.of(count, member -> course.run(temp.resolve("parts"), member.stopsAfter(updates)));
    Crew.assertNoneFailed(members);
    return members.get(0).made();
  }

  @Test
  void allStopAfterTheUpdateWithWhichOneIsAskedTo() throws Exception {
    List<Crew.Member> workers =
        Crew.of(
            4,
            member -> {
              if (member.workers().rank() == 2) {
                member.stopsAfter(2);
              }
              return TinyCourse.VISION.run(temp.resolve("run"), member);
            });

    Crew.assertNoneFailed(workers);
    assertThat(workers).allSatisfy(worker -> assertThat(worker.made()).isEqualTo(3));
    assertThat(temp.resolve("run/checkpoints/step-3")).isDirectory();
    assertThat(log("run")).hasSize(3);
  }

  @Test
  void theFirstAloneWrites() throws Exception {
    List<Crew.Member> workers =
        Crew.of(
            2,
            member -> TinyCourse.VISION.run(temp.resolve("of-" + member.workers().rank()), member));

    Crew.assertNoneFailed(workers);
    assertThat(temp.resolve("of-0/checkpoints/step-" + TinyCourse.STEPS)).isDirectory();
    assertThat(temp.resolve("of-0/run.json")).content().contains(", 2 workers\"");
    assertThat(temp.resolve("of-1")).doesNotExist();
    assertThat(workers.get(1).savedFolders()).isEmpty();
  }

  @Test
  void whoHasAnotherRecipeIsRefusedByAll() throws Exception {
    List<Crew.Member> workers =
        Crew.of(
            3,
            member ->
                TinyCourse.VISION.run(
                    temp.resolve("run"),
                    member,
                    THREE,
                    "training.loader_threads=" + (member.workers().rank() == 1 ? 5 : 2)));

    assertAllRefuse(
        workers,
        "the workers of this run are at odds",
        "worker 1 (reference:2) differs from worker 0 (reference:1):",
        "recipe training.loader_threads: 5, not 2");
    assertThat(temp.resolve("run/recipe.yaml")).doesNotExist();
  }

  @Test
  void whoHasOtherDataIsRefusedByAll() throws Exception {
    List<Crew.Member> workers =
        Crew.of(
            2,
            member ->
                TinyCourse.VISION.run(
                    temp.resolve("run"),
                    member,
                    TinyCourse.VISION.data(),
                    "hash " + member.workers().rank()));

    assertAllRefuse(workers, "names and sizes of the data's files: hash 1, not hash 0");
  }

  @Test
  void whoHasAnotherVersionIsRefusedByAll() throws Exception {
    List<Crew.Member> workers =
        Crew.of(
            2,
            member -> {
              try (Peers peers = new Peers(opened(member))) {
                String version = "1." + member.workers().rank();
                peers.greet(
                    new Provenance(
                        "any",
                        "none",
                        new Provenance.Source("any", 1, "none"),
                        List.of(
                            new Provenance.Part(
                                "modality", "vision", "Vision", "m", version, "jar"))),
                    TinyCourse.VISION.recipe(member.plugins()));
              }
              return 0;
            });

    assertAllRefuse(workers, "modality vision: Vision 1.1, not Vision 1.0");
    assertThat(new Provenance("", "", new Provenance.Source("", 1, ""), List.of()).identity())
        .containsEntry("d2v", Provenance.version())
        .containsKey("checkpoint schema");
  }

  private static Backend opened(Crew.Member member) {
    return Method.of(TinyCourse.VISION.recipe(member.plugins()), member.plugins())
        .openBackend(member.workers());
  }

  @Test
  void aParameterThatDiffersAtASaveIsNamedAndNothingIsWritten() throws Exception {
    List<Crew.Member> workers =
        Crew.of(
            3,
            member -> {
              if (member.workers().rank() == 1) {
                member.with(update -> shake(member.backend(), "student.mask_token"));
              }
              return TinyCourse.VISION.run(temp.resolve("run"), member, THREE);
            });

    assertAllRefuse(
        workers,
        "the workers hold different parameters after step 2",
        "worker 1 (reference:2) differs from worker 0 (reference:1):",
        "student mask_token",
        "No checkpoint was written");
    assertThat(workers.get(0).failure().orElseThrow().getMessage())
        .doesNotContain("worker 2 (reference:3) differs");
    assertThat(temp.resolve("run/checkpoints")).doesNotExist();
  }

  private static void shake(Backend backend, String path) {
    Array value = backend.read(path);
    float[] entries = value.floats().clone();
    entries[0] = Math.nextUp(entries[0]);
    backend.write(path, Array.of(value.shape(), entries));
  }

  @Test
  void damagedSamplesOfAnyWorkerAreListedByTheFirst() throws Exception {
    Dataset data = TinyCourse.VISION.data(3L, 11L, 20L, 26L);
    List<Crew.Member> workers =
        Crew.of(
            2,
            member ->
                TinyCourse.VISION.run(
                    temp.resolve("run"),
                    member,
                    TinyCourse.VISION.data(3L, 11L, 20L, 26L),
                    "none"));
    Crew.Member alone =
        Crew.of(1, member -> TinyCourse.VISION.run(temp.resolve("alone"), member, data, "none"))
            .get(0);

    Crew.assertNoneFailed(workers);
    assertThat(workers.get(1).quarantinedSamples()).isNotEmpty();
    assertThat(workers.get(0).quarantinedSamples())
        .as("said where the run is written")
        .containsAll(workers.get(1).quarantinedSamples())
        .doesNotHaveDuplicates();
    assertThat(Files.readAllLines(folder("run").quarantine()))
        .extracting(line -> line.substring(line.indexOf('\t') + 1))
        .containsAll(workers.get(1).quarantinedSamples())
        .doesNotHaveDuplicates();
    Crew.assertSame(workers.get(0).parameters(), alone.parameters());
  }

  @Test
  void whatIsListedStaysOutAtEveryWorker() throws Exception {
    Crew.assertNoneFailed(
        Crew.of(2, member -> TinyCourse.VISION.run(temp.resolve("run"), member.stopsAfter(1))));
    StringBuilder list = new StringBuilder();
    LongStream.range(0, 5).forEach(index -> list.append(index).append("\tmended since\n"));
    Files.writeString(folder("run").quarantine(), list);

    List<List<Long>> read = List.of(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    List<Crew.Member> workers =
        Crew.of(
            2,
            member -> {
              Dataset watched =
                  new Read(TinyCourse.VISION.data(), read.get(member.workers().rank()));
              return TinyCourse.VISION.run(temp.resolve("run"), member, watched, "none");
            });

    Crew.assertNoneFailed(workers);
    assertThat(read)
        .allSatisfy(samples -> assertThat(samples).isNotEmpty().doesNotContain(0L, 1L, 2L, 3L, 4L));
  }

  /** Takes down what is read. */
  private record Read(Dataset data, List<Long> samples) implements Dataset {
    @Override
    public long size() {
      return data.size();
    }

    @Override
    public Sample read(long index) throws IOException {
      samples.add(index);
      return data.read(index);
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @CsvSource({"VISION", "VISION2"})
  void anUpdateThatWentWrongIsKeptWithTheBatchesOfAllAndMadeAgainByOne(TinyCourse course)
      throws Exception {
    long ofTheThirdUpdate = batches(course).get(2 * TinyCourse.BATCHES).samples()[0];
    Dataset data = new NotANumber(course.data(), ofTheThirdUpdate);
    String[] settings = {"training.checkpoint_every=1", "training.keep_checkpoints=10"};
    List<Crew.Member> workers =
        Crew.of(4, member -> course.run(temp.resolve("run"), member, data, "none", settings));

    Crew.assertNoneFailed(workers);
    RunFolder run = folder("run");
    assertThat(run.kept().steps()).containsExactly(3L);
    KeptUpdate kept = run.kept().of(3);
    long first = TinyCourse.BATCHES * (kept.step() - 1);
    assertThat(kept.batches())
        .extracting(KeptBatch::number)
        .containsExactly(first, first + 1, first + 2, first + 3);
    assertThat(workers)
        .allSatisfy(
            worker ->
                assertThat(worker.updates().get((int) kept.step() - 1).measured().applied())
                    .isFalse());

    Plugins plugins = Plugins.discover().and(new ReferenceProvider(List.of()));
    Method method = Method.of(course.recipe(plugins, settings), plugins);
    Replay.Replayed again = new Replay(method, data, run).of(kept, true);
    assertThat(again.batches())
        .filteredOn(batch -> batch.trace().firstNotFinite().isPresent())
        .hasSize(1);
    assertThat(again.measured().get("loss")).isNaN();
  }

  /** One sample is not a number throughout. */
  private record NotANumber(Dataset data, long spoiled) implements Dataset {
    @Override
    public long size() {
      return data.size();
    }

    @Override
    public Sample read(long index) throws IOException {
      Sample sample = data.read(index);
      if (index == spoiled) {
        Arrays.fill(((Sample.Values) sample.content()).values().floats(), Float.NaN);
      }
      return sample;
    }

    @Override
    public void close() {}
  }

  @Test
  void whoFailsEndsTheOthersAndIsNamed() throws Exception {
    List<Crew.Member> workers =
        Crew.of(
            3,
            member -> {
              if (member.workers().rank() == 2) {
                member.with(
                    update -> {
                      throw new IllegalStateException("out of order");
                    });
              }
              return TinyCourse.VISION.run(temp.resolve("run"), member, THREE);
            });

    assertThat(workers.get(2).failure().orElseThrow()).hasMessage("out of order");
    for (Crew.Member other : workers.subList(0, 2)) {
      assertThat(other.failure().orElseThrow())
          .isInstanceOf(UserError.class)
          .hasMessageContaining("worker 2 (reference:3) has ended");
    }
  }

  @Test
  void batchesOfAnUpdateThatCannotBeSharedAreRefusedWithWhatToDo() throws Exception {
    List<Crew.Member> workers =
        Crew.of(
            3, member -> TinyCourse.VISION.run(temp.resolve("run"), member, "training.batch=6"));

    for (Crew.Member worker : workers) {
      assertThat(worker.failure().orElseThrow())
          .isInstanceOfSatisfying(
              UserError.class, error -> assertThat(error.kind()).isEqualTo(UserError.Kind.RECIPE))
          .hasMessageContaining("training.accumulate is 4 and there are 3 workers")
          .hasMessageContaining("--set training.accumulate=6 --set training.batch=4");
    }
  }

  private List<Crew.Member> train(TinyCourse course, String name, int count)
      throws InterruptedException {
    List<Crew.Member> members = Crew.of(count, member -> course.run(temp.resolve(name), member));
    Crew.assertNoneFailed(members);
    return members;
  }

  private RunFolder folder(String name) {
    return new RunFolder(temp.resolve(name));
  }

  private List<MetricsLog.Entry> log(String name) throws IOException {
    return MetricsLog.read(folder(name).metrics());
  }

  private static void assertAllRefuse(List<Crew.Member> workers, String... said) {
    for (Crew.Member worker : workers) {
      assertThat(worker.failure().orElseThrow())
          .isInstanceOfSatisfying(
              UserError.class, error -> assertThat(error.kind()).isEqualTo(UserError.Kind.WORKER))
          .message()
          .contains(said);
    }
  }
}
