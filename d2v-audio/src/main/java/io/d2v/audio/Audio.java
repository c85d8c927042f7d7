package io.d2v.audio;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Factory;
import io.d2v.api.Masker;
import io.d2v.api.Modality;
import io.d2v.api.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Speech and other sound, {@code audio}. */
public final class Audio implements Modality {
  @Override
  public String name() {
    return "audio";
  }

  @Override
  public Factory<Encoder> encoder() {
    return new Factory<>() {
      @Override
      public String name() {
        return "waves";
      }

      @Override
      public Encoder create(Settings settings) {
        WaveSettings waves = settings.as(WaveSettings.class, MethodHandles.lookup());
        return new WaveEncoder(waves, new DecodedWaveforms(waves.epsilon()));
      }
    };
  }

  @Override
  public Factory<Masker> masker() {
    return new SpanMaskerProvider();
  }

  @Override
  public Map<String, String> recipes() {
    Map<String, String> texts = new TreeMap<>();
    for (String name :
        List.of(
            "speech-tiny",
            "speech-base",
            "speech-large",
            "v2-speech-tiny",
            "v2-speech-base",
            "v2-speech-large")) {
      texts.put(name, recipe(name));
    }
    return texts;
  }

  @Override
  public List<CheckpointLayout> layouts() {
    return List.of(new HuggingFaceAudio(), new FairseqAudio(), new FairseqMultiAudio());
  }

  private static String recipe(String name) {
    try (InputStream in =
        Objects.requireNonNull(Audio.class.getResourceAsStream("recipes/" + name + ".yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Dataset open(Path source, Settings settings) throws IOException {
    return new SoundSource(settings.as(SoundDataSettings.class, MethodHandles.lookup()))
        .open(source);
  }

  @Override
  public Dataset view(Dataset raw, Settings settings) {
    return new Measured(raw);
  }
}
