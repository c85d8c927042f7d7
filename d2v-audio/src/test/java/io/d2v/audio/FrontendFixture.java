package io.d2v.audio;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sounds and what the reference code makes of them. The system property {@code d2v.fixtures} names
 * another folder of the same layout.
 */
final class FrontendFixture {
  private static final Pattern TENSOR =
      Pattern.compile(
          "\"([^\"]+)\": ?\\{\"dtype\": ?\"F32\"[^}]*\"data_offsets\": ?\\[(\\d+), ?(\\d+)\\]");

  private FrontendFixture() {}

  static Path folder() {
    return folder("frontend");
  }

  static Path folder(String name) {
    String elsewhere = System.getProperty("d2v.fixtures", "");
    try {
      return elsewhere.isEmpty()
          ? Path.of(
              Objects.requireNonNull(FrontendFixture.class.getResource("/fixtures/" + name))
                  .toURI())
          : Path.of(elsewhere, name);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> sounds() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(SoundFormat::recognizes)
          .sorted()
          .toList();
    }
  }

  static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder().resolve(name));
  }

  /** The float32 tensors of a safetensors file. */
  static Map<String, float[]> tensors(String name) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
    int header = Math.toIntExact(file.getLong());
    Matcher matcher =
        TENSOR.matcher(new String(file.array(), Long.BYTES, header, StandardCharsets.UTF_8));
    Map<String, float[]> tensors = new TreeMap<>();
    while (matcher.find()) {
      int start = Integer.parseInt(matcher.group(2));
      int end = Integer.parseInt(matcher.group(3));
      float[] entries = new float[(end - start) / Float.BYTES];
      file.position(Long.BYTES + header + start);
      file.asFloatBuffer().get(entries);
      tensors.put(matcher.group(1), entries);
    }
    return tensors;
  }
}
