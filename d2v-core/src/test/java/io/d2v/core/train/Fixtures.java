package io.d2v.core.train;

import io.d2v.api.graph.Array;
import io.d2v.core.run.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Golden results of the reference code. The system property {@code d2v.fixtures} names another
 * folder of the same layout.
 */
public record Fixtures(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The folders in a folder of the fixtures, sorted. */
  public static List<String> names(String name) {
    try (Stream<Path> folders = Files.list(of(name).folder())) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A folder of the fixtures, such as {@code fairseq/v1-vision}. */
  public static Fixtures of(String name) {
    String elsewhere = System.getProperty("d2v.fixtures", "");
    if (!elsewhere.isEmpty()) {
      return new Fixtures(Path.of(elsewhere).resolve(name));
    }
    try {
      return new Fixtures(
          Path.of(Objects.requireNonNull(Fixtures.class.getResource("/fixtures/" + name)).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file of tensors, without {@code .safetensors}. */
  public Map<String, Array> tensors(String name) {
    try {
      return Safetensors.read(folder.resolve(name + ".safetensors"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file of settings, without {@code .json}. */
  public JsonNode json(String name) {
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".json"))) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
