package io.d2v.core.run;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@link Manifest}. */
public final class ManifestTarget implements Target {
  private static final String STATE = "state.json";
  private static final String STUDENT = "student.safetensors";

  @Override
  public List<byte[]> seeds() throws IOException {
    Path folder = folder();
    StringBuilder lines = new StringBuilder();
    for (String name : List.of(STATE, STUDENT)) {
      lines.append(Manifest.sha256(folder.resolve(name))).append("  ").append(name).append('\n');
    }
    return List.of(lines.toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void read(byte[] input) throws IOException {
    Path folder = folder();
    Files.write(folder.resolve(Manifest.NAME), input);
    Manifest.verify(folder, List.of(STATE));
  }

  private static Path folder() throws IOException {
    Scratch.file("checkpoint/" + STUDENT, new byte[] {1});
    return Scratch.file("checkpoint/" + STATE, new byte[] {2}).getParent();
  }
}
