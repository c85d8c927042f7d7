package io.d2v.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.d2v.api.UserError;
import io.d2v.bench.report.Curves;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a run's page to browsers on this machine. A page of another site can't ask it by a name of
 * its own that leads here (DNS rebinding): requests that don't name this machine are refused.
 */
public final class WatchServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchServer.class);
  private static final int THREADS = 4;
  private static final int NO_BODY = -1;
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";

  /** Scripts and answers come from here alone; charts and pictures bring styles of their own. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:;"
          + " style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final WatchedRun run;
  private final PictureMaker pictures;
  private final Map<String, Answering> answers;

  /** What is at an address. */
  private interface Answering {
    Answer answer() throws IOException;
  }

  @SuppressWarnings("ArrayRecordComponent") // made once and sent; never compared
  private record Answer(int code, String type, byte[] body) {
    static Answer of(String type, String body) {
      return new Answer(200, type, body.getBytes(UTF_8));
    }

    static Answer refused(int code, String why) {
      return new Answer(code, TEXT, (why + "\n").getBytes(UTF_8));
    }
  }

  /**
   * Begins to serve.
   *
   * @param port 0 for any that is free
   * @param drawing makes what the newest checkpoint sees
   * @throws UserError of kind USAGE, if the port is taken
   */
  public WatchServer(RunFolder folder, int port, PictureMaker.Drawing drawing) throws IOException {
    run = new WatchedRun(folder);
    server = bound(port);
    pictures = new PictureMaker(run::checkpoint, drawing);
    answers =
        Map.of(
            "/", () -> Answer.of(HTML, resource("watch.html")),
            "/watch.js", () -> Answer.of("text/javascript; charset=utf-8", resource("watch.js")),
            "/watch.css",
                () -> Answer.of("text/css; charset=utf-8", Curves.css() + resource("watch.css")),
            "/run.json", () -> Answer.of("application/json", run.json(pictures.state())),
            "/charts.html", () -> Answer.of(HTML, run.charts()),
            "/pictures.html", this::page);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private static HttpServer bound(int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException taken) {
      throw new UserError(
          UserError.Kind.USAGE,
          "port " + port + " is taken; name another with --port, or 0 for any that is free",
          taken);
    }
  }

  /** Where a browser finds the page. */
  public String address() {
    return "http://127.0.0.1:" + port() + "/";
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private Answer page() throws IOException {
    Optional<Path> page = pictures.state().page();
    return page.isPresent()
        ? new Answer(200, HTML, Files.readAllBytes(page.get()))
        : Answer.refused(404, "nothing is drawn yet");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private Answer answer(HttpExchange exchange) {
    if (!isLoopback(exchange.getRequestHeaders().getFirst("Host"))) {
      return Answer.refused(403, "this page is for " + address() + " alone");
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      exchange.getResponseHeaders().set("Allow", "GET");
      return Answer.refused(405, "there is nothing but GET");
    }
    Answering answering = answers.get(exchange.getRequestURI().getPath());
    if (answering == null) {
      return Answer.refused(404, "there is no such page");
    }
    try {
      return answering.answer();
    } catch (IOException | RuntimeException failed) {
      LOG.warn("{} can't be shown", exchange.getRequestURI(), failed);
      return Answer.refused(500, "an error in d2v; the terminal says which");
    }
  }

  private boolean isLoopback(@Nullable String host) {
    return host != null
        && Set.of("127.0.0.1:" + port(), "localhost:" + port(), "[::1]:" + port()).contains(host);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Map.of(
            "Content-Type", answer.type(),
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store")
        .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.code(), NO_BODY);
      return;
    }
    exchange.sendResponseHeaders(answer.code(), answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = WatchServer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar of d2v-cli");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    pictures.close();
  }
}
