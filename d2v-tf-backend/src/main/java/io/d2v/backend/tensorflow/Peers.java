package io.d2v.backend.tensorflow;

import io.d2v.api.UserError;
import io.d2v.api.backend.Workers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the other workers' servers answer. A gRPC server greets whoever connects, as HTTP/2 has
 * it, from threads of its own: also while it computes, but not when its process is dead or stopped.
 */
final class Peers {
  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

  /** HTTP/2's preface and an empty frame of settings (RFC 9113, 3.4). */
  private static final byte[] GREETING =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);

  private static final int FRAME_HEADER = 9;
  private static final int FRAME_TYPE = 3;
  private static final int SETTINGS = 4;

  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final int MOST_AT_ONCE = 64;

  private final Workers workers;
  private final Duration answer;

  /**
   * The other workers.
   *
   * @param answer how long one may take to answer
   */
  Peers(Workers workers, Duration answer) {
    this.workers = workers;
    this.answer = answer;
  }

  /**
   * Waits until all answer.
   *
   * @param quiet how long before it is said whom is waited for
   * @throws UserError of kind WORKER, if some do not in time
   */
  void await(Duration quiet, Duration most) {
    long start = System.nanoTime();
    boolean said = false;
    List<Integer> missing = others();
    while (true) {
      missing = silent(missing);
      if (missing.isEmpty()) {
        return;
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (waited.compareTo(most) >= 0) {
        throw new UserError(
            UserError.Kind.WORKER,
            "waited "
                + most.toSeconds()
                + " s for "
                + names(missing)
                + ", without an answer. Was it started, does it run, is its address right, and does"
                + " no firewall keep its port closed?");
      }
      if (!said && waited.compareTo(quiet) >= 0) {
        LOG.info("waiting for {} to start", names(missing));
        said = true;
      }
      sleep();
    }
  }

  /** The ranks of those that do not answer. */
  List<Integer> silent() {
    return silent(others());
  }

  /** Workers as people are told of them. */
  String names(List<Integer> ranks) {
    return ranks.stream().map(workers::name).collect(Collectors.joining(", "));
  }

  private List<Integer> others() {
    return IntStream.range(0, workers.count())
        .filter(rank -> rank != workers.rank())
        .boxed()
        .toList();
  }

  private List<Integer> silent(List<Integer> asked) {
    ExecutorService asking = Executors.newFixedThreadPool(Math.min(asked.size(), MOST_AT_ONCE));
    try {
      List<Callable<Boolean>> questions = new ArrayList<>();
      asked.forEach(rank -> questions.add(() -> answers(workers.addresses().get(rank))));
      List<Future<Boolean>> answers = asking.invokeAll(questions);
      List<Integer> silent = new ArrayList<>();
      for (int i = 0; i < asked.size(); i++) {
        if (!answers.get(i).get()) {
          silent.add(asked.get(i));
        }
      }
      return silent;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      asking.shutdown();
    }
  }

  private boolean answers(String address) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
    int port = Integer.parseInt(address.substring(colon + 1));
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      int patience = Math.toIntExact(answer.toMillis());
      socket.setSoTimeout(patience);
      socket.connect(new InetSocketAddress(host, port), patience);
      socket.getOutputStream().write(GREETING);
      byte[] frame = socket.getInputStream().readNBytes(FRAME_HEADER);
      return frame.length == FRAME_HEADER && frame[FRAME_TYPE] == SETTINGS;
    } catch (IOException unreachable) {
      return false;
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(BETWEEN.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static UserError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new UserError(UserError.Kind.WORKER, "interrupted while asking the other workers", e);
  }
}
