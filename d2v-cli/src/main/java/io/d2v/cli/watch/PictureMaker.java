package io.d2v.cli.watch;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Has what the newest checkpoint sees drawn, once a checkpoint, by another process: what that needs
 * and how it fails is no matter of the page.
 */
public final class PictureMaker implements AutoCloseable {
  private static final long LOOK_MILLIS = 1000;

  private final Supplier<Optional<Path>> newest;
  private final Drawing drawing;
  private final Path folder;
  private final Thread thread = new Thread(this::work, "d2v-watch-pictures");
  private volatile State state = new State("", "There is no checkpoint yet.", Optional.empty());
  private volatile boolean closed;

  /** Draws what a checkpoint sees. */
  @FunctionalInterface
  public interface Drawing {
    /**
     * Starts to write {@code page.html}.
     *
     * @param checkpoint its folder
     * @param out folder to write
     * @param said file for what is said on the way
     */
    Process start(Path checkpoint, Path out, Path said) throws IOException;
  }

  /**
   * How far it is.
   *
   * @param version another one whenever there is another page
   * @param words what is to be said
   * @param page the last that is whole
   */
  record State(String version, String words, Optional<Path> page) {}

  /** Looks for checkpoints until it is closed. */
  PictureMaker(Supplier<Optional<Path>> newest, Drawing drawing) throws IOException {
    this.newest = newest;
    this.drawing = drawing;
    folder = Files.createTempDirectory("d2v-watch");
    thread.setDaemon(true);
    thread.start();
  }

  State state() {
    return state;
  }

  private void work() {
    Optional<Path> drawn = Optional.empty();
    try {
      while (!closed) {
        Optional<Path> checkpoint = newest.get();
        if (checkpoint.isPresent() && !checkpoint.equals(drawn)) {
          draw(checkpoint.get());
          drawn = checkpoint;
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void draw(Path checkpoint) throws InterruptedException {
    String name = checkpoint.getFileName().toString();
    State before = state;
    state = new State(before.version(), "Being drawn: what " + name + " sees.", before.page());
    Path out = folder.resolve(name);
    Path said = folder.resolve(name + ".txt");
    try {
      keepOnly(before.page());
      Process process = drawing.start(checkpoint, out, said);
      try {
        int code = process.waitFor();
        Path page = out.resolve("page.html");
        state =
            code == 0 && Files.exists(page)
                ? new State(name, "What " + name + " sees.", Optional.of(page))
                : failed(before, name, last(said));
      } finally {
        process.destroyForcibly().onExit().join(); // whose files are deleted then
      }
    } catch (IOException | UserError failed) {
      state = failed(before, name, String.valueOf(failed.getMessage()));
    }
  }

  private static State failed(State before, String name, String why) {
    return new State(
        before.version(), "What " + name + " sees could not be drawn: " + why, before.page());
  }

  /** The error that a command ended with. */
  private static String last(Path said) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(said), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    return lines.stream()
        .filter(line -> line.startsWith("d2v: "))
        .reduce((first, second) -> second)
        .or(() -> lines.stream().reduce((first, second) -> second))
        .orElse("it said nothing");
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
      delete(folder);
    } catch (IOException left) {
      throw new IllegalStateException(folder + " could not be deleted", left);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Deletes what was drawn before, so that a long run does not fill the disk. */
  private void keepOnly(Optional<Path> page) throws IOException {
    Optional<Path> kept = page.map(Path::getParent);
    try (Stream<Path> all = Files.list(folder)) {
      for (Path path : all.toList()) {
        if (!kept.equals(Optional.of(path))) {
          delete(path);
        }
      }
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> walk = Files.walk(path)) {
      for (Path below : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(below);
      }
    }
  }
}
