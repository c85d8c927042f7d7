package io.d2v.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import java.io.IOException;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Collects frames as one channel of floats at one rate; channels are averaged. */
final class Resampler implements AutoCloseable {
  private final int rate;
  private final int most;
  private final AVChannelLayout mono = new AVChannelLayout();
  private @Nullable SwrContext context;
  private float[] samples = new float[1 << 16];
  private int count;

  /**
   * Nothing collected yet.
   *
   * @param rate of the result
   * @param most samples of the result; more are refused
   */
  Resampler(int rate, int most) {
    this.rate = rate;
    this.most = most;
    av_channel_layout_default(mono, 1);
  }

  /** Adds a frame; all are of one kind, as the first. */
  void add(AVFrame frame) throws IOException {
    SwrContext opened = context;
    if (opened == null) {
      opened = open(frame);
      context = opened;
    }
    convert(opened, frame.extended_data(), frame.nb_samples());
  }

  /** Everything, with what the filter still held. */
  float[] finish() throws IOException {
    if (context != null) {
      convert(context, null, 0);
    }
    return Arrays.copyOf(samples, count);
  }

  private SwrContext open(AVFrame frame) throws IOException {
    SwrContext made = new SwrContext(null);
    SoundDecoder.check(
        swr_alloc_set_opts2(
            made,
            mono,
            AV_SAMPLE_FMT_FLT,
            rate,
            frame.ch_layout(),
            frame.format(),
            frame.sample_rate(),
            0,
            null));
    SoundDecoder.check(swr_init(made));
    return made;
  }

  private void convert(SwrContext opened, @Nullable PointerPointer<?> in, int length)
      throws IOException {
    int room = swr_get_out_samples(opened, length);
    if (room <= 0) {
      return;
    }
    try (FloatPointer out = new FloatPointer(room);
        PointerPointer<Pointer> planes = new PointerPointer<>(1L).put(0, out)) {
      int made = swr_convert(opened, planes, room, in, length);
      SoundDecoder.check(made);
      if (count + made > most) {
        throw new IOException(
            "the recording is longer than "
                + most / rate / 60
                + " minutes; cut it into pieces, of 5 to 30 seconds if there is a choice");
      }
      if (count + made > samples.length) {
        samples = Arrays.copyOf(samples, Math.max(2 * samples.length, count + made));
      }
      out.get(samples, count, made);
      count += made;
    }
  }

  @Override
  public void close() {
    if (context != null) {
      swr_free(context);
    }
    mono.close();
  }
}
