package io.d2v.core.run;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@link Safetensors}. */
public final class SafetensorsTarget implements Target {
  @Override
  public List<byte[]> seeds() throws IOException {
    Path file = Scratch.file("seed.safetensors", new byte[0]);
    Safetensors.write(
        file,
        Map.of(
            "a.weight", Array.of(Shape.of(2, 3), new float[6]),
            "b", Array.of(Shape.of(), new int[1]),
            "c", Array.of(Shape.of(2), new boolean[2])),
        Map.of("format", "pt"));
    return List.of(
        Files.readAllBytes(file),
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[4,12]}}"
            .transform(SafetensorsTarget::withHeader));
  }

  private static byte[] withHeader(String json) {
    byte[] bytes = ("........" + json + "............").getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[i] = (byte) ((long) json.length() >>> (Byte.SIZE * i));
    }
    for (int i = Long.BYTES + json.length(); i < bytes.length; i++) {
      bytes[i] = 0;
    }
    return bytes;
  }

  @Override
  public void read(byte[] input) throws IOException {
    Safetensors.read(Scratch.file("input.safetensors", input));
  }
}
