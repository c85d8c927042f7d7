package io.d2v.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ADPCM_G722;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ADPCM_IMA_QT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ADPCM_IMA_WAV;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ADPCM_MS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FIRST_AUDIO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_GSM_MS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VORBIS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
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
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.io.IOException;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The frames of a recording of any format, as FFmpeg takes it apart. */
final class SoundStream implements SoundFrames {
  private static final Set<Integer> COMPRESSED =
      Set.of(
          AV_CODEC_ID_FLAC,
          AV_CODEC_ID_MP3,
          AV_CODEC_ID_OPUS,
          AV_CODEC_ID_VORBIS,
          AV_CODEC_ID_ADPCM_G722,
          AV_CODEC_ID_ADPCM_IMA_WAV,
          AV_CODEC_ID_ADPCM_MS,
          AV_CODEC_ID_GSM_MS);

  private final SoundFormat format;
  private final MemoryInput input;
  private final AVFormatContext container = avformat_alloc_context();
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private final AVCodecContext codec;
  private final int index;

  SoundStream(SoundFormat format, byte[] bytes) throws IOException {
    this.format = format;
    this.input = new MemoryInput(bytes);
    container.pb(input.context());
    try {
      AVDictionary none = null;
      String noName = null;
      check(avformat_open_input(container, noName, av_find_input_format(format.demuxer()), none));
      AVStream stream = sound();
      this.index = stream.index();
      this.codec = open(stream);
    } catch (IOException e) {
      free();
      throw e;
    }
  }

  @Override
  public boolean next() throws IOException {
    while (true) {
      int got = avcodec_receive_frame(codec, frame);
      if (got >= 0) {
        return true;
      }
      if (got == AVERROR_EOF) {
        return false;
      }
      if (got != AVERROR_EAGAIN() && !format.forgiving()) {
        throw damaged();
      }
      feed();
    }
  }

  @Override
  public AVFrame frame() {
    return frame;
  }

  private void feed() throws IOException {
    int read = av_read_frame(container, packet);
    if (read == AVERROR_EOF) {
      avcodec_send_packet(codec, null);
      return;
    }
    check(read);
    int sent = packet.stream_index() == index ? avcodec_send_packet(codec, packet) : 0;
    av_packet_unref(packet);
    if (sent < 0 && !format.forgiving()) {
      throw damaged();
    }
  }

  private AVStream sound() throws IOException {
    for (int i = 0; i < container.nb_streams(); i++) {
      if (container.streams(i).codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
        return container.streams(i);
      }
    }
    throw new IOException("there is no sound in the " + format + " file");
  }

  /** A container may ask for any of FFmpeg's decoders; those that recordings need are asked. */
  private static boolean read(int codec) {
    boolean plain = codec >= AV_CODEC_ID_FIRST_AUDIO && codec < AV_CODEC_ID_ADPCM_IMA_QT;
    return plain || COMPRESSED.contains(codec);
  }

  private AVCodecContext open(AVStream stream) throws IOException {
    int id = stream.codecpar().codec_id();
    AVCodec decoder = read(id) ? avcodec_find_decoder(id) : null;
    if (decoder == null) {
      throw new IOException("the sound in the " + format + " file is compressed in an unknown way");
    }
    AVCodecContext opened = avcodec_alloc_context3(decoder);
    check(avcodec_parameters_to_context(opened, stream.codecpar()));
    opened.pkt_timebase(stream.time_base()); // else what an encoder added in front is not cut off
    opened.thread_count(1);
    if (!format.forgiving()) {
      opened.err_recognition(AV_EF_CRCCHECK | AV_EF_EXPLODE);
    }
    AVDictionary none = null;
    int code = avcodec_open2(opened, decoder, none);
    if (code < 0) {
      avcodec_free_context(opened);
      throw damaged();
    }
    return opened;
  }

  private void check(int code) throws IOException {
    if (code < 0) {
      throw damaged();
    }
  }

  private IOException damaged() {
    return new IOException("the " + format + " file is damaged: it can't be decoded");
  }

  private void free() {
    avformat_close_input(container);
    av_packet_free(packet);
    av_frame_free(frame);
    input.close();
  }

  @Override
  public void close() {
    avcodec_free_context(codec);
    free();
  }
}
