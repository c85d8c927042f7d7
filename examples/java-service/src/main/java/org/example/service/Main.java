package org.example.service;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Does what a container does: makes the service, has many requests answered, closes it. */
public final class Main {
  public static void main(String[] arguments) throws Exception {
    EmbeddingConfiguration configuration = new EmbeddingConfiguration(Path.of(arguments[0]));
    EmbeddingService service = configuration.service(configuration.model());
    try {
      int answered =
          IntStream.range(0, 50)
              .parallel()
              .map(request -> service.embed(List.of("request " + request, "a cat")).length)
              .sum();
      System.out.println(answered + " vectors");
    } finally {
      service.close();
    }
  }
}
