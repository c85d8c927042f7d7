package io.d2v.bench;

import io.d2v.api.graph.Array;
import io.d2v.core.run.Safetensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Golden results of the reference code. The system property {@code d2v.fixtures} names another
 * folder of the same layout.
 */
public final class GoldenFiles {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private GoldenFiles() {}

  public static JsonNode json(String name) throws IOException {
    return JSON.readTree(Files.readAllBytes(file(name)));
  }

  public static Map<String, Array> tensors(String name) throws IOException {
    return Safetensors.read(file(name));
  }

  public static int[] ints(JsonNode list) {
    int[] ints = new int[list.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = list.get(i).asInt();
    }
    return ints;
  }

  public static double[] doubles(JsonNode list) {
    double[] doubles = new double[list.size()];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = list.get(i).asDouble();
    }
    return doubles;
  }

  public static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asString()));
    return texts;
  }

  private static Path file(String name) {
    String elsewhere = System.getProperty("d2v.fixtures", "");
    if (!elsewhere.isEmpty()) {
      return Path.of(elsewhere).resolve(name);
    }
    try {
      return Path.of(
          Objects.requireNonNull(GoldenFiles.class.getResource("/fixtures/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
