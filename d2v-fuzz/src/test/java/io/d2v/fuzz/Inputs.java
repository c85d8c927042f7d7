package io.d2v.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Inputs as files: seeds, and what a reader once failed at. */
public final class Inputs {
  private static final Path BUILT = Path.of("target", "fuzz");

  private Inputs() {}

  /** A seed that lies beside this class, below {@code seeds}. */
  public static byte[] seed(String name) throws IOException {
    try (InputStream in = Inputs.class.getResourceAsStream("seeds/" + name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  /** A seed as a .gz. */
  public static byte[] gzipped(byte[] seed) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(seed);
    }
    return packed.toByteArray();
  }

  /** What a reader failed at once, by the files' names. */
  static List<byte[]> regressions(String target) throws IOException {
    URL folder = Inputs.class.getResource("regressions/" + target);
    if (folder == null) {
      return List.of();
    }
    List<byte[]> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(file));
      }
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
    return inputs;
  }

  /** The folder of a reader's inputs and findings; emptied. */
  static Path anew(String target) throws IOException {
    Path folder = BUILT.resolve(target).toAbsolutePath();
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path file : old.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  /** Keeps an input, under its hash. */
  static Path keep(Path folder, byte[] input) throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(input);
      return Files.write(
          Files.createDirectories(folder).resolve(HexFormat.of().formatHex(hash, 0, 8)), input);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
