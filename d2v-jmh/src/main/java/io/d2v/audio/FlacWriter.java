package io.d2v.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLAC;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.ShortPointer;

/**
 * FLAC files of a made-up voice, 16 bits, encoded by FFmpeg.
 *
 * @param rate samples a second
 * @param channels alike but for their noise
 */
record FlacWriter(int rate, int channels) {
  private static final int STREAM_INFO = 34; // bytes of the only block before the frames

  byte[] write(int seconds) throws IOException {
    AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_FLAC);
    AVCodecContext context = avcodec_alloc_context3(codec);
    AVFrame frame = av_frame_alloc();
    AVPacket packet = av_packet_alloc();
    try {
      context.sample_fmt(AV_SAMPLE_FMT_S16).sample_rate(rate);
      av_channel_layout_default(context.ch_layout(), channels);
      done(avcodec_open2(context, codec, (AVDictionary) null));
      frame.format(AV_SAMPLE_FMT_S16).nb_samples(context.frame_size()).sample_rate(rate);
      av_channel_layout_default(frame.ch_layout(), channels);
      done(av_frame_get_buffer(frame, 0));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int frames = seconds * rate / context.frame_size();
      out.writeBytes(header(context.extradata(), (long) frames * context.frame_size()));
      for (int i = 0; i < frames; i++) {
        new ShortPointer(frame.data(0))
            .put(voice((long) i * frame.nb_samples(), frame.nb_samples()));
        done(avcodec_send_frame(context, frame));
        take(context, packet, out);
      }
      done(avcodec_send_frame(context, null));
      take(context, packet, out);
      return out.toByteArray();
    } finally {
      packet.deallocate();
      frame.deallocate();
      context.deallocate();
    }
  }

  private static void take(AVCodecContext context, AVPacket packet, ByteArrayOutputStream out) {
    while (avcodec_receive_packet(context, packet) >= 0) {
      if (packet.size() > 0) { // the last one has a checksum alone
        byte[] bytes = new byte[packet.size()];
        packet.data().get(bytes);
        out.writeBytes(bytes);
      }
      av_packet_unref(packet);
    }
  }

  /** With the number of samples, 36 bits, which the encoder itself doesn't know yet. */
  private static byte[] header(BytePointer streamInfo, long samples) {
    byte[] info = new byte[STREAM_INFO];
    streamInfo.get(info);
    info[13] = (byte) ((info[13] & 0xF0) | (int) (samples >>> 32));
    for (int i = 0; i < Integer.BYTES; i++) {
      info[14 + i] = (byte) (samples >>> (24 - 8 * i));
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes("fLaC".getBytes(StandardCharsets.US_ASCII));
    header.writeBytes(
        new byte[] {(byte) 0x80, 0, 0, STREAM_INFO}); // the last block's type and size
    header.writeBytes(info);
    return header.toByteArray();
  }

  /** Overtones of a pitch that rises and falls, louder and softer as syllables are, and noise. */
  private short[] voice(long begin, int samples) {
    SplittableRandom random = new SplittableRandom(begin);
    short[] voice = new short[samples * channels];
    for (int i = 0; i < samples; i++) {
      double time = (begin + i) / (double) rate;
      double phase = 2 * Math.PI * (140 * time + 3 * Math.sin(2 * time));
      double loud = 0.5 + 0.5 * Math.sin(2 * Math.PI * 3 * time);
      double sum = 0;
      for (int overtone = 1; overtone <= 12; overtone++) {
        sum += Math.sin(overtone * phase) / overtone;
      }
      for (int channel = 0; channel < channels; channel++) {
        double noise = random.nextDouble() - 0.5;
        voice[i * channels + channel] = (short) (6000 * loud * sum + 300 * noise);
      }
    }
    return voice;
  }

  private static void done(int code) throws IOException {
    if (code < 0) {
      throw new IOException("FFmpeg's encoder failed: " + code);
    }
  }
}
