package io.d2v.backend.tensorflow;

import io.d2v.api.UserError;
import io.d2v.api.backend.Workers;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.TensorType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RunOptions;

/**
 * Each worker tells all others how it is, by a sum in a session that no program waits for. A worker
 * that died breaks the sum off; one that hangs holds it up, and then the others are asked whether
 * they answer. A sum that is late is no sign by itself: TensorFlow lets it wait for operations that
 * take seconds.
 */
final class RollCall implements AutoCloseable {
  /** How a worker is. */
  enum Standing {
    AT_WORK,
    DONE,
    GONE
  }

  private static final List<Standing> NUMBERED =
      List.of(Standing.AT_WORK, Standing.DONE, Standing.GONE);

  private final Workers workers;
  private final Peers peers;
  private final Patience patience;
  private final TensorFlowSession session;
  private final TensorType type;
  private final Meeting first;
  private final Meeting usual;
  private final ExecutorService calls;

  /** The nodes of a call, and how they are run. */
  private record Meeting(String feed, TensorFlowSession.Fetch sum, RunOptions options) {}

  /**
   * A roll call.
   *
   * @param collectives those of the programs
   * @param session of its own, which it closes
   * @param threads makes the one on which it waits for TensorFlow
   */
  RollCall(
      Workers workers,
      Peers peers,
      Patience patience,
      Collectives collectives,
      TensorFlowSession session,
      ThreadFactory threads) {
    this.workers = workers;
    this.peers = peers;
    this.patience = patience;
    this.session = session;
    calls = Executors.newSingleThreadExecutor(threads);
    type = TensorType.float32(workers.count());
    first = firstMeeting(collectives);
    usual = usualMeeting(collectives);
  }

  /** On the device and among the steps of programs. */
  private Meeting firstMeeting(Collectives collectives) {
    NodeWriter out = new NodeWriter(NodeWriter.Place.GRAPH);
    String input = VariableGroup.placeholder(type, out);
    String output = collectives.ofFirstRollCall(input, out);
    return meeting(input, output, out.nodes(), Collectives.program());
  }

  private Meeting usualMeeting(Collectives collectives) {
    NodeWriter out = new NodeWriter(NodeWriter.Place.GRAPH);
    String input = VariableGroup.placeholder(type, out);
    String output = collectives.ofRollCall(input, out);
    List<NodeDef> onCpu =
        out.nodes().stream()
            .map(node -> node.toBuilder().setDevice("/device:CPU:0").build())
            .toList();
    return meeting(input, output, onCpu, Collectives.rollCall());
  }

  private Meeting meeting(String input, String output, List<NodeDef> nodes, RunOptions options) {
    String prefix = session.add("roll_call", nodes, List.of());
    TensorFlowSession.Fetch sum = new TensorFlowSession.Fetch(prefix + output, type);
    return new Meeting(prefix + input, sum, options);
  }

  /**
   * Calls the roll for the first time; at first as if it were a program. With the first one in
   * which workers meet they are joined to a group, and ask the first of them for the number of the
   * step. Nothing breaks that off should one of them hang, so it is done here and not when programs
   * run.
   *
   * @throws UserError of kind WORKER, if not all are there
   */
  void begin() {
    call(first, Standing.AT_WORK, patience.start());
    call(usual, Standing.AT_WORK, patience.start());
  }

  /**
   * Tells how this worker is, and waits until all have told.
   *
   * @return how each is, by rank
   * @throws UserError of kind WORKER, if another is lost, or if it takes too long
   */
  List<Standing> call(Standing own, Duration most) {
    return call(usual, own, most);
  }

  private List<Standing> call(Meeting meeting, Standing own, Duration most) {
    Future<List<Standing>> call = calls.submit(() -> tell(meeting, own));
    long start = System.nanoTime();
    while (true) {
      Duration left = most.minusNanos(System.nanoTime() - start);
      boolean last = left.compareTo(patience.call()) <= 0;
      try {
        return call.get((last ? left : patience.call()).toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        List<Integer> silent = peers.silent();
        if (!silent.isEmpty()) {
          throw peers.areSilent(silent);
        }
        if (last) {
          throw new UserError(
              UserError.Kind.WORKER,
              "all workers answer, but did not come together within "
                  + most.toSeconds()
                  + " s. Is one of an earlier start, do their lists of workers differ, or does"
                  + " TensorFlow go through a proxy (http_proxy), so that their hosts have to be in"
                  + " no_proxy?");
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TensorFlowFault fault) {
          throw peers.haveFailed(fault);
        }
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        throw Peers.interrupted(e);
      }
    }
  }

  private List<Standing> tell(Meeting meeting, Standing own) {
    float[] numbers = new float[workers.count()];
    numbers[workers.rank()] = NUMBERED.indexOf(own);
    Array told = Array.of(Shape.of(numbers.length), numbers);
    float[] all =
        session
            .run(Map.of(meeting.feed(), told), List.of(meeting.sum()), List.of(), meeting.options())
            .get(0)
            .floats();
    return IntStream.range(0, all.length)
        .mapToObj(rank -> NUMBERED.get(Math.round(all[rank])))
        .toList();
  }

  /** Ends a call that waits. */
  @Override
  public void close() {
    session.breakOff();
    calls.shutdown();
    try {
      if (calls.awaitTermination(patience.leave().toMillis(), TimeUnit.MILLISECONDS)) {
        session.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
