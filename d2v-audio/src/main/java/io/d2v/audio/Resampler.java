package io.d2v.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;
import static org.bytedeco.ffmpeg.global.swresample.swr_set_matrix;

import java.io.IOException;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.ShortPointer;
import org.jspecify.annotations.Nullable;

/** Mixes decoded frames down to one channel at 16 kHz. */
final class Resampler implements AutoCloseable {
  static final int RATE = 16_000;

  /** An hour: 230 MB as float32, in each thread that reads. */
  static final long MOST_SAMPLES = 3600L * RATE;

  /** Room that is made on a header's word alone: a minute, longer than most utterances. */
  static final int MOST_EXPECTED = 60 * RATE;

  private final SwrContext converter = swr_alloc();
  private float[] samples;
  private int count;
  private int rate;
  private int channels;
  private int format;
  private boolean asItIs;
  private short[] whole = new short[0];
  private FloatPointer block = new FloatPointer(RATE);

  /**
   * Nothing yet.
   *
   * @param expected how many samples a header promises; it may be wrong
   */
  Resampler(long expected) {
    samples = new float[(int) Math.min(expected, MOST_EXPECTED)];
  }

  /** Takes a frame in. */
  void add(AVFrame frame) throws IOException {
    if (rate == 0) {
      start(frame);
    } else if (rate != frame.sample_rate()
        || channels != frame.ch_layout().nb_channels()
        || format != frame.format()) {
      throw new IOException("the recording changes its rate or channels in the middle");
    }
    if (asItIs) {
      copy(frame);
    } else {
      convert(frame.extended_data(), frame.nb_samples());
    }
  }

  /** All samples, with those that were held back. */
  float[] finish() throws IOException {
    if (!asItIs) {
      convert(null, 0);
    }
    return count == samples.length ? samples : Arrays.copyOf(samples, count);
  }

  static IOException tooLong() {
    return new IOException(
        "the recording is longer than an hour, the most that is read; cut it into pieces"
            + " (ffmpeg does: -f segment -segment_time 60)");
  }

  private void start(AVFrame frame) throws IOException {
    rate = frame.sample_rate();
    channels = frame.ch_layout().nb_channels();
    format = frame.format();
    SoundHeader.requireRate(rate);
    asItIs =
        rate == RATE
            && channels == 1
            && (format == AV_SAMPLE_FMT_S16 || format == AV_SAMPLE_FMT_S16P);
    if (!asItIs) {
      startConverter(frame);
    }
  }

  private void startConverter(AVFrame frame) throws IOException {
    AVChannelLayout in = frame.ch_layout();
    if (in.order() == AV_CHANNEL_ORDER_UNSPEC) {
      in = new AVChannelLayout();
      av_channel_layout_default(in, channels);
    }
    AVChannelLayout mono = new AVChannelLayout();
    av_channel_layout_default(mono, 1);
    int code =
        swr_alloc_set_opts2(converter, mono, AV_SAMPLE_FMT_FLT, RATE, in, format, rate, 0, null);
    if (channels > 1 && code >= 0) {
      double[] mean = new double[channels];
      Arrays.fill(mean, 1.0 / channels);
      code = swr_set_matrix(converter, mean, channels);
    }
    if (code < 0 || swr_init(converter) < 0) {
      throw new IOException(channels + " channels at " + rate + " Hz can't be mixed to one");
    }
  }

  private void convert(@Nullable PointerPointer<?> in, int inCount) throws IOException {
    int room = swr_get_out_samples(converter, inCount);
    if (room > block.capacity()) {
      block.deallocate();
      block = new FloatPointer(room);
    }
    int made = swr_convert(converter, new PointerPointer<>(1).put(0, block), room, in, inCount);
    if (made < 0) {
      throw new IOException("the recording can't be resampled");
    }
    makeRoom(made);
    block.get(samples, count, made);
    count += made;
  }

  /** What the converter would make of LibriSpeech's kind of sound. */
  private void copy(AVFrame frame) throws IOException {
    int made = frame.nb_samples();
    makeRoom(made);
    if (made > whole.length) {
      whole = new short[made];
    }
    new ShortPointer(frame.data(0)).get(whole, 0, made);
    toShares(whole, made, samples, count);
    count += made;
  }

  private static void toShares(short[] in, int length, float[] out, int start) {
    for (int i = 0; i < length; i++) {
      out[start + i] = in[i] * (1f / (1 << 15));
    }
  }

  private void makeRoom(int more) throws IOException {
    if (count + (long) more > MOST_SAMPLES) {
      throw tooLong();
    }
    if (count + more > samples.length) {
      samples =
          Arrays.copyOf(
              samples, Math.max(count + more, (int) Math.min(MOST_SAMPLES, 2L * samples.length)));
    }
  }

  @Override
  public void close() {
    swr_free(converter);
    block.deallocate();
  }
}
