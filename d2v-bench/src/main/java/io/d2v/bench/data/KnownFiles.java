package io.d2v.bench.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The benchmarks' files as they are published. */
public final class KnownFiles {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private KnownFiles() {}

  /** Those of a benchmark: {@code imagenet}, {@code librispeech} or {@code glue}. */
  public static List<KnownFile> of(String benchmark) {
    return all().stream().filter(file -> file.benchmark().equals(benchmark)).toList();
  }

  /** All that is known. */
  public static List<KnownFile> all() {
    try (InputStream in =
        Objects.requireNonNull(KnownFiles.class.getResourceAsStream("known-files.json"))) {
      List<KnownFile> files = new ArrayList<>();
      JSON.readTree(in).get("files").forEach(file -> files.add(file(file)));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KnownFile file(JsonNode file) {
    Map<String, Long> samples = new LinkedHashMap<>();
    if (file.has("samples")) {
      file.get("samples").properties().forEach(s -> samples.put(s.getKey(), s.getValue().asLong()));
    }
    return new KnownFile(
        file.get("benchmark").asString(),
        file.get("file").asString(),
        file.has("bytes") ? OptionalLong.of(file.get("bytes").asLong()) : OptionalLong.empty(),
        digest(file, "SHA-256", "sha256").or(() -> digest(file, "MD5", "md5")),
        file.has("classes") ? OptionalInt.of(file.get("classes").asInt()) : OptionalInt.empty(),
        samples,
        file.get("source").asString());
  }

  private static Optional<Digest> digest(JsonNode file, String algorithm, String field) {
    return file.has(field)
        ? Optional.of(new Digest(algorithm, file.get(field).asString()))
        : Optional.empty();
  }
}
