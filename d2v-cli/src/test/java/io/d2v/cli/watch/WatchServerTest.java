package io.d2v.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WatchServerTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private Path run = Path.of("");
  private volatile List<String> drawing = List.of("sh", "-c", "exit 3");
  private final List<Path> drawn = new CopyOnWriteArrayList<>();
  private WatchServer server;

  @BeforeEach
  void serve() throws IOException {
    run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(
        run.resolve("recipe.yaml"),
        "name: tiny\nmodality: vision\ntraining:\n  steps: 9\nguards:\n  spike: 5\n");
    Files.writeString(run.resolve("metrics.jsonl"), "{\"step\":1,\"loss\":2.5}\n");
    server =
        new WatchServer(
            RunFolder.of(run),
            0,
            (checkpoint, out, said) -> {
              drawn.add(Files.createDirectories(out));
              return new ProcessBuilder(drawing)
                  .directory(out.toFile())
                  .redirectErrorStream(true)
                  .redirectOutput(said.toFile())
                  .start();
            });
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Asked get(String path) throws IOException {
    return Asked.get(server.address() + path);
  }

  private JsonNode json() throws IOException {
    return JSON.readTree(get("run.json").body());
  }

  private void eventually(BooleanSupplier holds) throws InterruptedException {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it does not come").isLessThan(latest);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean words(String pattern) {
    try {
      return json().path("pictures").path("words").asString().matches(pattern);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "watch.js", "watch.css", "run.json", "charts.html"})
  void allOfThePageIsHereAndNothingElseMayRun(String path) throws Exception {
    Asked answer = get(path);

    assertThat(answer.code()).isEqualTo(200);
    assertThat(answer.body()).isNotEmpty().doesNotContain("https:");
    assertThat(answer.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; connect-src 'self';")
        .contains("frame-ancestors 'none'");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "watch", "../run.json", "run.json/", "WATCH.js"})
  void otherAddressesAreNone(String path) throws Exception {
    assertThat(raw("GET", "/" + path, "127.0.0.1:" + port())).startsWith("HTTP/1.1 404");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"})
  void thereIsNothingButGet(String method) throws Exception {
    assertThat(raw(method, "/run.json", "127.0.0.1:" + port()))
        .startsWith("HTTP/1.1 405")
        .contains("Allow: GET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1.evil.example:PORT",
        "localhost",
        "0.0.0.0:PORT",
        ""
      })
  void aNameThatIsNotThisMachinesIsRefused(String host) throws Exception {
    assertThat(raw("GET", "/run.json", host.replace("PORT", port())))
        .startsWith("HTTP/1.1 403")
        .doesNotContain("gauges");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:PORT", "localhost:PORT", "[::1]:PORT"})
  void itsOwnNamesAreAnswered(String host) throws Exception {
    assertThat(raw("GET", "/run.json", host.replace("PORT", port()))).startsWith("HTTP/1.1 200");
  }

  private String port() {
    return Integer.toString(URI.create(server.address()).getPort());
  }

  /** As no browser would ask. */
  private String raw(String method, String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port()))) {
      String named = host.isEmpty() ? "" : "Host: " + host + "\r\n";
      String asked = method + " " + path + " HTTP/1.1\r\n" + named + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void itFollowsARunThatGrowsAndGoesOnAndIsGone() throws Exception {
    JsonNode first = json();
    assertThat(first.path("state").asString()).isEqualTo("stopped");
    assertThat(first.path("step").asLong()).isEqualTo(1);
    assertThat(first.path("steps").asLong()).isEqualTo(9);
    assertThat(first.path("gauges").get(0).path("name").asString()).isEqualTo("loss");
    assertThat(first.path("gauges").get(0).path("value").asString()).isEqualTo("2.5");

    Files.writeString(
        run.resolve("metrics.jsonl"),
        "{\"step\":2,\"loss\":2,\"new\":7}\n",
        StandardOpenOption.APPEND);
    TimeUnit.MILLISECONDS.sleep(1100);
    JsonNode second = json();
    assertThat(second.path("step").asLong()).isEqualTo(2);
    assertThat(second.path("charts").asString()).isNotEqualTo(first.path("charts").asString());
    assertThat(get("charts.html").body()).contains("<figcaption>new<");

    Files.delete(run.resolve("recipe.yaml"));
    Files.delete(run.resolve("metrics.jsonl"));
    TimeUnit.MILLISECONDS.sleep(1100);
    assertThat(json().path("state").asString()).isEqualTo("broken");
    assertThat(json().path("note").asString()).contains("recipe.yaml");
    assertThat(get("").code()).isEqualTo(200);
  }

  @Test
  void picturesAreMadeOfEachCheckpointOnce() throws Exception {
    assertThat(get("pictures.html").code()).isEqualTo(404);
    assertThat(words("There is no checkpoint yet\\.")).isTrue();

    drawing = List.of("sh", "-c", "echo d2v: no data; exit 4");
    Files.createDirectories(run.resolve("checkpoints/step-3"));
    eventually(() -> words("What step-3 sees could not be drawn: d2v: no data"));
    assertThat(get("pictures.html").code()).isEqualTo(404);

    drawing = List.of("sh", "-c", "echo drawn >> page.html");
    Files.createDirectories(run.resolve("checkpoints/step-6"));
    eventually(() -> words("What step-6 sees\\."));
    TimeUnit.MILLISECONDS.sleep(2500);
    assertThat(get("pictures.html").body()).isEqualTo("drawn\n");
    assertThat(json().path("pictures").path("version").asString()).isEqualTo("step-6");
  }

  @Test
  void ofWhatWasDrawnTheLastPageIsKept() throws Exception {
    drawing = List.of("sh", "-c", "echo drawn > page.html");
    Files.createDirectories(run.resolve("checkpoints/step-3"));
    eventually(() -> words("What step-3 sees\\."));
    Files.createDirectories(run.resolve("checkpoints/step-6"));
    eventually(() -> words("What step-6 sees\\."));
    drawing = List.of("sh", "-c", "exit 4");
    Files.createDirectories(run.resolve("checkpoints/step-9"));
    eventually(() -> words("What step-9 sees could not be drawn: .*"));

    assertThat(drawn).hasSize(3);
    assertThat(drawn.get(0)).doesNotExist();
    assertThat(get("pictures.html").body()).isEqualTo("drawn\n");
  }

  @Test
  void drawingEndsWithTheServer() throws Exception {
    drawing = List.of("sleep", "600");
    Files.createDirectories(run.resolve("checkpoints/step-3"));
    eventually(() -> words("Being drawn: what step-3 sees\\."));

    server.close();

    assertThat(
            ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .flatMap(child -> child.info().command().stream()))
        .noneMatch(command -> command.endsWith("sleep"));
  }

  @Test
  void aPortThatIsTakenIsAnErrorThatNamesIt() {
    int port = Integer.parseInt(port());
    assertThatThrownBy(
            () ->
                new WatchServer(
                    RunFolder.of(run),
                    port,
                    (checkpoint, out, said) -> {
                      throw new AssertionError();
                    }))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("port " + port + " is taken");
  }
}
