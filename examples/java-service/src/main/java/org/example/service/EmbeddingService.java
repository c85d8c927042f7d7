package org.example.service;

import io.d2v.api.UserError;
import io.d2v.core.embed.Data2VecModel;
import io.d2v.core.embed.Samples;
import jakarta.annotation.PreDestroy;
import java.util.List;

/**
 * A service that makes vectors of texts: one for all requests, since a model is safe for many
 * threads. With Spring it is a {@code @Service}, and the model a {@code @Bean}, which Spring closes
 * by itself; see {@link EmbeddingConfiguration}.
 */
public final class EmbeddingService {
  private final Data2VecModel model;

  public EmbeddingService(Data2VecModel model) {
    if (!model.modality().equals("text")) {
      throw new IllegalArgumentException("the model is of " + model.modality() + ", not of text");
    }
    this.model = model;
  }

  /**
   * A vector for each text.
   *
   * @throws BadRequest if one can't be read; the message names it
   */
  public float[][] embed(List<String> texts) {
    try {
      return model.embed(Samples.texts(texts));
    } catch (UserError error) {
      if (error.kind() == UserError.Kind.DATA) {
        throw new BadRequest(error.getMessage(), error);
      }
      throw error;
    }
  }

  /** Waits for requests that are being answered, then frees the model's memory. */
  @PreDestroy
  public void close() {
    model.close();
  }
}
