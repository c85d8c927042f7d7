package org.example.embed;

import io.d2v.core.embed.Data2VecModel;
import io.d2v.core.embed.Samples;
import java.nio.file.Path;
import java.util.List;

/** Says how alike texts are to the first of them: {@code Main RUN TEXT TEXT...}. */
public final class Main {
  public static void main(String[] arguments) throws Exception {
    List<String> texts = List.of(arguments).subList(1, arguments.length);
    try (Data2VecModel model = Data2VecModel.open(Path.of(arguments[0]))) {
      float[][] vectors = model.embed(Samples.texts(texts));
      for (int i = 0; i < vectors.length; i++) {
        System.out.printf("%.3f %s%n", cosine(vectors[0], vectors[i]), texts.get(i));
      }
    }
  }

  private static double cosine(float[] a, float[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
