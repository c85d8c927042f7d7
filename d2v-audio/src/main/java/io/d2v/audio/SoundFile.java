package io.d2v.audio;

import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** A file's bytes as FFmpeg sees a file: they are all in its read buffer from the beginning. */
final class SoundFile implements AutoCloseable {
  /** What FFmpeg may read past the end of its buffers. */
  private static final int PADDING = 64;

  /** How much of what the header promises may be missing: the decoders' own delay. */
  private static final double SLACK_SECONDS = 0.1;

  private final AVIOContext bytes;
  private final AVFormatContext format;
  private final AVStream stream;

  SoundFile(byte[] content) throws IOException {
    BytePointer buffer =
        new BytePointer(av_malloc(content.length + PADDING)).capacity(content.length);
    buffer.put(content);
    bytes = avio_alloc_context(buffer, content.length, 0, null, null, null, null);
    bytes.buf_end(buffer.getPointer(content.length));
    bytes.pos(content.length);
    format = avformat_alloc_context();
    format.pb(bytes);
    int opened =
        avformat_open_input(format, (String) null, (AVInputFormat) null, (AVDictionary) null);
    if (opened >= 0) {
      opened = avformat_find_stream_info(format, (PointerPointer<?>) null);
    }
    int best =
        opened < 0
            ? opened
            : av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
    if (best < 0) {
      close();
      SoundDecoder.check(best);
    }
    stream = format.streams(best);
  }

  AVFormatContext format() {
    return format;
  }

  AVStream stream() {
    return stream;
  }

  /** Refuses a recording that is shorter than its header says. */
  void requireWhole(double seconds) throws IOException {
    boolean known = stream.duration() != AV_NOPTS_VALUE && stream.duration() > 0;
    double promised =
        known
            ? (double) stream.duration() * stream.time_base().num() / stream.time_base().den()
            : 0;
    if (seconds < promised - SLACK_SECONDS) {
      throw new IOException(
          String.format(
              java.util.Locale.ROOT,
              "the recording is cut short: %.2f s of %.2f s are there",
              seconds,
              promised));
    }
  }

  @Override
  public void close() {
    avformat_close_input(format);
    av_free(bytes.buffer());
    avio_context_free(bytes);
  }
}
