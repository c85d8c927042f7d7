package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunsCommandTest {
  private static final int STEPS = 3;

  @TempDir Path temp;
  private Path runs = Path.of("");
  private Path run = Path.of("");

  @BeforeEach
  void train() throws IOException {
    runs = temp.resolve("runs");
    run = runs.resolve("first");
    TinyPretraining tiny = TinyPretraining.of(temp, STEPS);
    Command trained = Command.d2v(tiny.words(run, "--set", "metrics.name=tensorboard"));
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  /** The run under another name, with something of it replaced. */
  private Path copy(String name, String file, String from, String to) throws IOException {
    Path other = runs.resolve(name);
    try (Stream<Path> walk = Files.walk(run)) {
      for (Path path : walk.toList()) {
        Files.copy(path, other.resolve(run.relativize(path).toString()));
      }
    }
    String text = Files.readString(other.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(other.resolve(file), text.replace(from, to));
    return other;
  }

  @Test
  void aListHasEachRunWithItsStateAndDisturbsNone() throws IOException {
    copy("second", "recipe.yaml", "steps: 3", "steps: 9");
    copy("third", "recipe.yaml", "steps: 3", "steps: [");
    copy("fourth", "metrics.jsonl", "\"step\":3", "\"stop\":3");
    Map<Path, FileTime> before = times();

    Command list = Command.d2v("runs", "list", runs);

    assertThat(list.code()).as(list.err()).isZero();
    assertThat(list.out())
        .containsPattern("ended +3 of 3 +\\d+\\.\\d+ +vision-tiny +step-3 +" + run)
        .containsPattern("stopped +3 of 9 +.*second")
        .containsPattern("broken +3 +.*third\n +.*recipe.yaml")
        .containsPattern("ended +3 of 3 +.*fourth");
    assertThat(times()).isEqualTo(before);
  }

  private Map<Path, FileTime> times() throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(runs)) {
      for (Path path : walk.toList()) {
        times.put(path, Files.getLastModifiedTime(path));
      }
    }
    return times;
  }

  @Test
  void aRunThatIsHeldGoesOnAndIsReadAllTheSame() throws IOException {
    try (RunLock lock = RunLock.take(RunFolder.of(run))) {
      assertThat(Command.d2v("runs", "list", runs).out())
          .containsPattern("going on +3 of 3 +.*first\n +this process");
      assertThat(Command.d2v("runs", "show", run).code()).isZero();
      assertThat(Command.d2v("runs", "plot", run).code()).isZero();
      assertThat(lock.folder().path()).isEqualTo(run);
      assertThat(Files.readString(Path.of("/proc/locks"))).contains(inode());
    }
    assertThat(Command.d2v("runs", "list", runs, "--json").out())
        .contains(
            "\"state\":\"ended\",\"recipe\":\"vision-tiny\",\"step\":3,\"steps\":3,\"loss\":");
  }

  /** As Linux's list of locks has it, which lets go of a file that its process closes. */
  private String inode() throws IOException {
    return ":" + Files.getAttribute(run.resolve("run.lock"), "unix:ino") + " ";
  }

  @Test
  void oneIsShownWithAllThatItIsMadeOf() {
    Command show = Command.d2v("runs", "show", run);

    assertThat(show.code()).as(show.err()).isZero();
    assertThat(show.out())
        .contains(run + ": ended, step 3 of 3")
        .containsPattern("last measured\n")
        .containsPattern(" loss +\\d")
        .containsPattern(" learning_rate +\\d")
        .containsPattern("cost\n(.*\n)* +samples +18")
        .containsPattern("made of\n(.*\n)* +data samples +20")
        .containsPattern(" device +the CPU")
        .containsPattern(" transformer.width +8");
  }

  @Test
  void aPartThatIsDamagedIsNamedAndTheOthersShown() throws IOException {
    Path damaged = copy("damaged", "run.json", "{", "");

    Command show = Command.d2v("runs", "show", damaged);

    assertThat(show.code()).isEqualTo(5);
    assertThat(show.out()).contains("made of: ", "run.json").containsPattern(" loss +\\d");
  }

  @Test
  void aDifferenceIsInSettingsOriginsAndNumbers() throws IOException {
    Path other = copy("other", "recipe.yaml", "width: 8", "width: 16");

    Command diff = Command.d2v("runs", "diff", run, other);

    assertThat(diff.code()).as(diff.err()).isZero();
    assertThat(diff.out().lines())
        .containsExactly(
            "settings",
            "  transformer.width                8 -> 16",
            "made of: the same",
            "last measured (step 3 -> step 3): the same");
  }

  @Test
  void curvesAreTextADrawingOrAPage() throws IOException {
    Path broken = copy("broken", "metrics.jsonl", "\"step\":1", "\"step\":");
    Path svg = temp.resolve("curves.svg");
    Path html = temp.resolve("curves.html");

    Command text = Command.d2v("runs", "plot", run, broken);
    Command files =
        Command.d2v(
            "runs", "plot", run, "--metrics", "loss,learning_rate", "--svg", svg, "--html", html);
    Path costs = temp.resolve("costs.html");
    Command cost = Command.d2v("runs", "plot", run, "--over", "samples", "--html", costs);
    Command none = Command.d2v("runs", "plot", broken);
    Command unknown = Command.d2v("runs", "plot", run, "--metrics", "los");

    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.err()).contains("broken is left out: ", "metrics.jsonl:1");
    assertThat(text.out()).startsWith("loss\n  a  " + run).contains("|a");
    assertThat(files.code()).as(files.err()).isZero();
    assertThat(Files.readString(svg))
        .startsWith("<svg xmlns=")
        .contains(">loss</text>", ">learning_rate</text>", "<path d=\"M");
    assertThat(Files.readString(html)).contains("<figcaption>learning_rate", "<path d=\"M");
    assertThat(cost.code()).as(cost.err()).isZero();
    assertThat(Files.readString(costs)).contains("<figcaption>loss over samples", ", samples 18: ");
    assertThat(none.code()).isEqualTo(5);
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("learning_rate", "loss");
  }

  @Test
  void eventFilesLieInTheRunsFolder() throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      List<String> events =
          files
              .map(file -> file.getFileName().toString())
              .filter(f -> f.contains("tfevents"))
              .toList();
      assertThat(events).singleElement().asString().startsWith("events.out.tfevents.");
    }
  }
}
