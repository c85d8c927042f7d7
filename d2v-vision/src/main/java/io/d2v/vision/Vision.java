package io.d2v.vision;

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

/** Images, {@code vision}. */
public final class Vision implements Modality {
  @Override
  public String name() {
    return "vision";
  }

  @Override
  public Factory<Encoder> encoder() {
    return new Factory<>() {
      @Override
      public String name() {
        return "patches";
      }

      @Override
      public Encoder create(Settings settings) {
        return new PatchEncoder(settings.as(PatchSettings.class, MethodHandles.lookup()));
      }
    };
  }

  @Override
  public Factory<Masker> masker() {
    return new BlockMaskerProvider();
  }

  @Override
  public Map<String, String> recipes() {
    Map<String, String> texts = new TreeMap<>();
    for (String name :
        List.of(
            "vision-tiny",
            "vision-small",
            "vision-base",
            "vision-large",
            "v2-vision-tiny",
            "v2-vision-base",
            "v2-vision-large",
            "v2-vision-huge")) {
      texts.put(name, recipe(name));
    }
    return texts;
  }

  @Override
  public List<CheckpointLayout> layouts() {
    return List.of(new HuggingFaceVision(), new FairseqVision(), new FairseqMultiVision());
  }

  private static String recipe(String name) {
    try (InputStream in =
        Objects.requireNonNull(Vision.class.getResourceAsStream("recipes/" + name + ".yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Dataset open(Path source, Settings settings) throws IOException {
    return new ImageSource(settings.as(ImageDataSettings.class, MethodHandles.lookup()))
        .open(source);
  }
}
