package io.d2v.audio;

import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The decoded frames of a recording in memory, one after the other. */
sealed interface SoundFrames extends AutoCloseable permits SoundStream, FlacStream {
  /** Decodes one more; false at the end. */
  boolean next() throws IOException;

  /** The last one; its content changes with the next. */
  AVFrame frame();

  @Override
  void close();
}
