package io.d2v.audio;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Decodes a recording as it is stored to 16 kHz and one channel, by FFmpeg. */
final class SoundDecoder implements AutoCloseable {
  /** Samples a second. */
  static final int RATE = 16_000;

  /** Half an hour, 110 MB: a longer recording is to be cut into pieces first. */
  private static final int MOST = 30 * 60 * RATE;

  private static final int MESSAGE = 256;

  private final SoundFile file;
  private final AVCodecContext codec;
  private final AVFrame frame = av_frame_alloc();
  private final AVPacket packet = av_packet_alloc();
  private final Resampler resampler = new Resampler(RATE, MOST);

  private SoundDecoder(SoundFile file, AVCodecContext codec) {
    this.file = file;
    this.codec = codec;
  }

  /**
   * Decodes a file's bytes.
   *
   * @return samples from -1 to 1
   * @throws IOException if they are no recording, damaged, without sound, or longer than half an
   *     hour
   */
  static float[] decode(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      throw new IOException("the recording is empty: 0 bytes");
    }
    try (SoundFile file = new SoundFile(bytes);
        SoundDecoder decoder = new SoundDecoder(file, codec(file.stream().codecpar()))) {
      float[] samples = decoder.all();
      if (samples.length == 0) {
        throw new IOException("the recording is empty: no samples");
      }
      return samples;
    }
  }

  private static AVCodecContext codec(AVCodecParameters parameters) throws IOException {
    AVCodec decoder = avcodec_find_decoder(parameters.codec_id());
    if (decoder == null) {
      throw new IOException("the recording is coded in a way that can't be read");
    }
    AVCodecContext codec = avcodec_alloc_context3(decoder);
    int result = avcodec_parameters_to_context(codec, parameters);
    if (result >= 0) {
      codec.thread_count(1); // samples are read by several threads already
      result = avcodec_open2(codec, decoder, (AVDictionary) null);
    }
    if (result < 0) {
      avcodec_free_context(codec);
    }
    check(result);
    return codec;
  }

  private float[] all() throws IOException {
    while (true) {
      int read = av_read_frame(file.format(), packet);
      if (read == AVERROR_EOF()) {
        break;
      }
      check(read);
      if (packet.stream_index() == file.stream().index()) {
        check(avcodec_send_packet(codec, packet));
        receive();
      }
      av_packet_unref(packet);
    }
    check(avcodec_send_packet(codec, null));
    receive();
    float[] samples = resampler.finish();
    file.requireWhole((double) samples.length / RATE);
    return samples;
  }

  private void receive() throws IOException {
    int got = avcodec_receive_frame(codec, frame);
    while (got >= 0) {
      resampler.add(frame);
      got = avcodec_receive_frame(codec, frame);
    }
    if (got != AVERROR_EAGAIN() && got != AVERROR_EOF()) {
      check(got);
    }
  }

  /** Refuses what FFmpeg reports as an error. */
  static void check(int result) throws IOException {
    if (result < 0) {
      try (BytePointer message = new BytePointer(MESSAGE)) {
        av_strerror(result, message, MESSAGE);
        throw new IOException(
            "the recording is damaged, or none: FFmpeg says: " + message.getString());
      }
    }
  }

  @Override
  public void close() {
    resampler.close();
    av_packet_free(packet);
    av_frame_free(frame);
    avcodec_free_context(codec);
  }
}
