package io.d2v.core.train;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.backend.Workers;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands bytes and arrays from worker to worker, by sums in which all but one have zeros: whatever a
 * backend sums gradients with. All workers call the same methods in the same order.
 *
 * <p>Entries are whole numbers below 65,536, which no sum rounds, no device flushes to zero, and of
 * which none has a sign.
 */
final class Exchange implements AutoCloseable {
  private static final int SHORT = 1 << 12;
  private static final int LONG = 1 << 20;
  private static final int HALF = Short.SIZE;
  private static final int LOW = (1 << HALF) - 1;

  private final Backend backend;
  private final Workers workers;
  private final Map<Integer, Executable> sums = new HashMap<>();

  Exchange(Backend backend) {
    this.backend = backend;
    this.workers = backend.workers();
  }

  /** Among whom. */
  Workers workers() {
    return workers;
  }

  /** What each worker says, by rank. */
  List<byte[]> gather(byte[] mine) {
    int[] lengths =
        rows(ByteBuffer.allocate(Integer.BYTES).putInt(mine.length).array()).stream()
            .mapToInt(length -> ByteBuffer.wrap(length).getInt())
            .toArray();
    int longest = Arrays.stream(lengths).max().orElseThrow();
    List<byte[]> padded = rows(Arrays.copyOf(mine, longest));
    List<byte[]> all = new ArrayList<>();
    for (int rank = 0; rank < lengths.length; rank++) {
      all.add(Arrays.copyOf(padded.get(rank), lengths[rank]));
    }
    return all;
  }

  /** As many bytes of each worker, by rank. */
  private List<byte[]> rows(byte[] mine) {
    float[] entries = new float[workers.count() * mine.length];
    for (int i = 0; i < mine.length; i++) {
      entries[workers.rank() * mine.length + i] = Byte.toUnsignedInt(mine[i]);
    }
    sum(entries);
    List<byte[]> rows = new ArrayList<>();
    for (int rank = 0; rank < workers.count(); rank++) {
      byte[] row = new byte[mine.length];
      for (int i = 0; i < row.length; i++) {
        row[i] = (byte) (int) entries[rank * row.length + i];
      }
      rows.add(row);
    }
    return rows;
  }

  /** The first worker's, bit for bit; all have real arrays of the same shape. */
  Array first(Array mine) {
    float[] values = mine.floats();
    float[] firsts = new float[values.length];
    for (int begin = 0; begin < values.length; begin += LONG / 2) {
      int count = Math.min(LONG / 2, values.length - begin);
      float[] halves = new float[2 * count];
      for (int i = 0; i < count && workers.isFirst(); i++) {
        int bits = Float.floatToRawIntBits(values[begin + i]);
        halves[2 * i] = bits >>> HALF;
        halves[2 * i + 1] = bits & LOW;
      }
      sum(halves);
      for (int i = 0; i < count; i++) {
        int bits = (int) halves[2 * i] << HALF | (int) halves[2 * i + 1];
        firsts[begin + i] = Float.intBitsToFloat(bits);
      }
    }
    return Array.of(mine.shape(), firsts);
  }

  /** Puts the sums over all workers in place of entries. */
  private void sum(float[] entries) {
    int most = entries.length > SHORT ? LONG : SHORT;
    for (int begin = 0; begin < entries.length; begin += most) {
      int count = Math.min(most, entries.length - begin);
      float[] part = new float[most];
      System.arraycopy(entries, begin, part, 0, count);
      Array summed =
          sums.computeIfAbsent(most, this::compile)
              .run(Map.of("entries", Array.of(Shape.of(most), part)))
              .get(0);
      System.arraycopy(summed.floats(), 0, entries, begin, count);
    }
  }

  private Executable compile(int entries) {
    Tensor mine = Tensor.input("entries", TensorType.float32(entries)); // [E]
    String name = "exchange of " + entries + " entries";
    return backend.compile(Program.of(name, List.of(mine.allReduce(name, false))));
  }

  @Override
  public void close() {
    sums.values().forEach(Executable::close);
  }
}
