package io.d2v.core.run;

import io.d2v.api.graph.Array;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/** Writes entries little-endian, a piece at a time. */
final class EntryWriter {
  private static final int PIECE = 1 << 20;

  private final WritableByteChannel channel;
  private final ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);

  EntryWriter(WritableByteChannel channel) {
    this.channel = channel;
  }

  void write(ByteBuffer bytes) throws IOException {
    Durable.writeFully(channel, bytes);
  }

  void write(Array array) throws IOException {
    int width = StoredType.of(array.type().dtype()).bytes();
    int total = array.shape().elements();
    for (int done = 0; done < total; ) {
      int count = Math.min(PIECE / width, total - done);
      fill(array, done, count);
      write(piece.position(0).limit(count * width));
      piece.clear();
      done += count;
    }
  }

  private void fill(Array array, int from, int count) {
    switch (array.type().dtype()) {
      case FLOAT32 -> piece.asFloatBuffer().put(array.floats(), from, count);
      case INT32 -> piece.asIntBuffer().put(array.ints(), from, count);
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          piece.put(i, (byte) (array.booleans()[from + i] ? 1 : 0));
        }
      }
    }
  }
}
