package io.d2v.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import io.d2v.api.Sample;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.javacpp.PointerScope;

/**
 * Makes a sample a waveform at 16 kHz: files through FFmpeg, stored waveforms as they are. What is
 * wrong with a file is for FFmpeg's demuxer to say, which reads on behind some damage.
 */
final class SoundDecoder {
  private SoundDecoder() {}

  static float[] decode(Sample sample) throws IOException {
    Sample.Content content = sample.content();
    if (content instanceof Sample.Encoded encoded) {
      return file(sample.id(), encoded.bytes());
    }
    if (content instanceof Sample.Values values) {
      if (values.values().shape().rank() != 1 || values.values().shape().elements() == 0) {
        throw new IOException(
            "a stored waveform is [samples] at 16 kHz, not " + values.values().shape());
      }
      return values.values().floats();
    }
    throw new IOException("text is no sound");
  }

  private static float[] file(String name, byte[] bytes) throws IOException {
    SoundHeader header = SoundHeader.of(name, bytes);
    header.requireWhole(bytes);
    if (header.resampled().orElse(0) > Resampler.MOST_SAMPLES) {
      throw Resampler.tooLong();
    }
    av_log_set_level(AV_LOG_QUIET); // else FFmpeg prints what is thrown here
    if (header.format() == SoundFormat.FLAC && bytes[0] == 'f') {
      try {
        Optional<float[]> plain = PlainFlac.decode(bytes, FlacStream.frames(bytes));
        return plain.isPresent() ? plain.get() : samples(header, () -> new FlacStream(bytes));
      } catch (IOException inDoubt) {
        return samples(header, () -> new SoundStream(header.format(), bytes));
      }
    }
    return samples(header, () -> new SoundStream(header.format(), bytes));
  }

  @FunctionalInterface
  private interface Opener {
    SoundFrames open() throws IOException;
  }

  @SuppressWarnings("try") // the scope frees what is made within it, unnamed
  private static float[] samples(SoundHeader header, Opener opener) throws IOException {
    try (PointerScope scope = new PointerScope();
        SoundFrames frames = opener.open();
        Resampler resampler = new Resampler(header.resampled().orElse(Resampler.RATE))) {
      long samples = 0;
      while (frames.next()) {
        samples += frames.frame().nb_samples();
        resampler.add(frames.frame());
      }
      requireAll(header.samples(), samples);
      return resampler.finish();
    }
  }

  private static void requireAll(OptionalLong promised, long samples) throws IOException {
    if (samples == 0) {
      throw new IOException("the recording has no samples, or none that can be decoded");
    }
    if (promised.isPresent() && samples < promised.getAsLong()) {
      throw new IOException(
          "the recording is cut short: "
              + samples
              + " of the "
              + promised.getAsLong()
              + " samples that its header says");
    }
  }
}
