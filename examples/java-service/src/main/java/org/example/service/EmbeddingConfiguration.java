package org.example.service;

import io.d2v.core.embed.Data2VecModel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How the service is put together. With Spring, this is a {@code @Configuration} and its methods
 * are {@code @Bean}s.
 */
public final class EmbeddingConfiguration {
  private final Path folder;

  /** The folder of a run, a checkpoint, or Hugging Face's. */
  public EmbeddingConfiguration(Path folder) {
    this.folder = folder;
  }

  public Data2VecModel model() throws IOException {
    return Data2VecModel.open(folder);
  }

  public EmbeddingService service(Data2VecModel model) {
    return new EmbeddingService(model);
  }
}
