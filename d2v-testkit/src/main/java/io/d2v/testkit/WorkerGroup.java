package io.d2v.testkit;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Several workers in this process, each with a backend and a thread of its own. */
public final class WorkerGroup implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Backend> backends;

  private WorkerGroup(int count, Function<Workers, Backend> create) {
    List<String> addresses = freeAddresses(count);
    List<Future<Backend>> opening = new ArrayList<>();
    for (int rank = 0; rank < count; rank++) {
      Workers worker = new Workers(addresses, rank);
      opening.add(threads.submit(() -> create.apply(worker)));
    }
    backends = opening.stream().map(WorkerGroup::result).toList();
  }

  /**
   * Opens workers.
   *
   * @param create makes the backend of one
   */
  public static WorkerGroup open(int count, Function<Workers, Backend> create) {
    return new WorkerGroup(count, create);
  }

  /** Addresses of this machine, whose ports nobody listens at. */
  public static List<String> freeAddresses(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        addresses.add("localhost:" + socket.getLocalPort());
      }
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return addresses;
  }

  /** How many they are. */
  public int size() {
    return backends.size();
  }

  /** Each worker's backend, by rank. */
  public List<Backend> backends() {
    return backends;
  }

  /** Has one worker do something on its thread. */
  public <T> Future<T> begin(int rank, Function<Backend, T> work) {
    return threads.submit(() -> work.apply(backends.get(rank)));
  }

  /**
   * Has all workers do something at once.
   *
   * @return what each gave, by rank
   */
  public <T> List<T> each(Function<Backend, T> work) {
    List<Future<T>> begun = new ArrayList<>();
    for (int rank = 0; rank < backends.size(); rank++) {
      begun.add(begin(rank, work));
    }
    return begun.stream().map(WorkerGroup::result).toList();
  }

  /** What a worker's work gave, or threw; it has two minutes. */
  public static <T> T result(Future<T> work) {
    try {
      return work.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new AssertionError("a worker failed", e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("a worker did not end", e);
    }
  }

  /** Has all finish, and closes them. */
  @Override
  public void close() {
    try {
      each(
          backend -> {
            backend.finish();
            backend.close();
            return true;
          });
    } finally {
      threads.shutdown();
    }
  }
}
