package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.cli.watch.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");

  @TempDir Path folder;

  @Test
  void aRunIsShownAndLeftAsItIsUntilASignal() throws Exception {
    TinyPretraining tiny = TinyPretraining.of(folder, 2);
    Path run = folder.resolve("run");
    assertThat(Command.d2v(tiny.words(run)).code()).isZero();
    Map<Path, FileTime> before = times(run);
    D2vProcess watch =
        D2vProcess.start(folder.resolve("said.txt"), D2vProcess.words("watch", run, "--port", 0));
    try {
      assertThat(watch.says("Ctrl-C ends that")).isTrue();
      Matcher address = ADDRESS.matcher(watch.said());
      assertThat(address.find()).isTrue();

      assertThat(get(address.group() + "run.json")).contains("\"state\":\"ended\"", "\"step\":2");
      String drawn = eventually(address.group() + "run.json", "What step-2 sees");
      assertThat(drawn).contains("What step-2 sees.");
      assertThat(get(address.group() + "pictures.html")).contains("head 2", "data:image/png");

      new ProcessBuilder("kill", "-INT", Long.toString(watch.process().pid())).start().waitFor();
      assertThat(watch.code()).isEqualTo(130);
      assertThat(times(run)).isEqualTo(before);
    } finally {
      watch.kill();
    }
  }

  @Test
  void whatIsNoRunIsAnErrorAndSoIsAPortThatIsNone() throws IOException {
    assertThat(Command.d2v("watch", folder).code()).isEqualTo(5);
    Files.writeString(folder.resolve("recipe.yaml"), "");
    Command port = Command.d2v("watch", folder, "--port", 70_000);
    assertThat(port.code()).isEqualTo(2);
    assertThat(port.err()).contains("--port", "65535");
  }

  private static String eventually(String address, String text) throws Exception {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
    String said = get(address);
    while (!said.contains(text) && System.nanoTime() < latest) {
      TimeUnit.MILLISECONDS.sleep(200);
      said = get(address);
    }
    return said;
  }

  private static String get(String address) throws IOException {
    return Asked.get(address).body();
  }

  private static Map<Path, FileTime> times(Path run) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(run)) {
      for (Path path : walk.toList()) {
        times.put(path, Files.getLastModifiedTime(path));
      }
    }
    return times;
  }
}
