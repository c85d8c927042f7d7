package io.d2v.vision;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Factory;
import io.d2v.api.Masker;
import io.d2v.api.Modality;
import io.d2v.api.Settings;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;

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
  public Dataset open(Path source, Settings settings) throws IOException {
    return new ImageSource(settings.as(ImageDataSettings.class, MethodHandles.lookup()))
        .open(source);
  }
}
