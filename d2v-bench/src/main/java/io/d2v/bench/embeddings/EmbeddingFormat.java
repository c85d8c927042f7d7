package io.d2v.bench.embeddings;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.run.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** How embeddings lie in a file. */
enum EmbeddingFormat {
  /** An array that NumPy loads. */
  NPY {
    @Override
    void write(Path file, Embeddings embeddings) throws IOException {
      Npy.write(file, embeddings.vectors());
    }
  },
  /** An object a line. */
  JSONL {
    @Override
    void write(Path file, Embeddings embeddings) throws IOException {
      JsonLines.write(file, embeddings);
    }
  },
  /** One tensor, the names in the metadata. */
  SAFETENSORS {
    @Override
    void write(Path file, Embeddings embeddings) throws IOException {
      int width = embeddings.width();
      float[] entries = new float[Math.multiplyExact(embeddings.vectors().length, width)];
      for (int i = 0; i < embeddings.vectors().length; i++) {
        System.arraycopy(embeddings.vectors()[i], 0, entries, i * width, width);
      }
      Array array = Array.of(Shape.of(embeddings.vectors().length, width), entries);
      Safetensors.write(
          file, Map.of("embeddings", array), Map.of("ids", JsonLines.array(embeddings.ids())));
    }
  };

  abstract void write(Path file, Embeddings embeddings) throws IOException;

  static EmbeddingFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (EmbeddingFormat format : values()) {
      if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new UserError(
        UserError.Kind.USAGE,
        file + ": embeddings are written as .safetensors, .npy or .jsonl; end the name so");
  }
}
