package io.d2v.audio;

import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.javacpp.BytePointer;

/**
 * Bytes as FFmpeg reads them: its read buffer holds all of them from the start, so that it never
 * has to call back into Java, and can go anywhere within them.
 */
final class MemoryInput implements AutoCloseable {
  private static final int PADDING = 64; // AV_INPUT_BUFFER_PADDING_SIZE

  private final AVIOContext context;

  MemoryInput(byte[] bytes) {
    BytePointer buffer = new BytePointer(av_malloc((long) bytes.length + PADDING));
    buffer.capacity((long) bytes.length + PADDING).put(bytes);
    Read_packet_Pointer_BytePointer_int noRead = null;
    Write_packet_Pointer_BytePointer_int noWrite = null;
    Seek_Pointer_long_int noSeek = null;
    context = avio_alloc_context(buffer, bytes.length, 0, null, noRead, noWrite, noSeek);
    context.buf_end(new BytePointer(buffer).position(bytes.length));
    context.pos(bytes.length); // of the buffer's end
  }

  AVIOContext context() {
    return context;
  }

  @Override
  public void close() {
    av_free(context.buffer());
    avio_context_free(context);
  }
}
