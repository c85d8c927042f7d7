package io.d2v.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Members of an archive of LibriSpeech's or Libri-light's, as the originals lie in theirs. */
final class SpeechArchive {
  private static final int BLOCK = 512;

  private final Map<String, byte[]> members = new TreeMap<>();

  /** Adds a chapter of one speaker, of so many utterances of half a second, with a transcript. */
  SpeechArchive chapter(String folder, int speaker, int utterances) throws IOException {
    StringBuilder words = new StringBuilder();
    String in = folder + "/" + speaker + "/7/";
    for (int i = 0; i < utterances; i++) {
      String utterance = String.format(Locale.ROOT, "%d-7-%04d", speaker, i);
      members.put(in + utterance + ".flac", flac());
      words.append(utterance).append(" GO DO YOU HEAR\n");
    }
    members.put(in + speaker + "-7.trans.txt", text(words.toString()));
    return this;
  }

  /** Adds or replaces a member. */
  SpeechArchive member(String name, byte[] bytes) {
    members.put(name, bytes);
    return this;
  }

  /** Writes a .tar, or one compressed by gzip, as the file's name says. */
  void write(Path file) throws IOException {
    String name = Objects.requireNonNull(file.getFileName()).toString();
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = name.endsWith("gz") ? new GZIPOutputStream(plain) : plain) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        out.write(header(member.getKey(), member.getValue().length));
        out.write(member.getValue());
        out.write(new byte[(BLOCK - member.getValue().length % BLOCK) % BLOCK]);
      }
      out.write(new byte[2 * BLOCK]);
    }
  }

  /** Writes the members as files. */
  void unpack(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> member : members.entrySet()) {
      Path file = folder.resolve(member.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, member.getValue());
    }
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] flac() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SpeechArchive.class.getResourceAsStream("quiet.flac"))) {
      return in.readAllBytes();
    }
  }

  /** A header of POSIX's ustar. */
  private static byte[] header(String name, int size) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(Arrays.copyOf(text(name), 100));
    header.writeBytes(text("0000644\0" + "0000000\0" + "0000000\0"));
    header.writeBytes(text(String.format(Locale.ROOT, "%011o\0%011o\0", size, 0)));
    header.writeBytes(text("        0"));
    header.writeBytes(Arrays.copyOf(text(""), 100));
    header.writeBytes(text("ustar\0" + "00"));
    byte[] block = Arrays.copyOf(header.toByteArray(), BLOCK);
    int sum = 0;
    for (byte one : block) {
      sum += one & 0xFF;
    }
    byte[] checksum = text(String.format(Locale.ROOT, "%06o\0 ", sum));
    System.arraycopy(checksum, 0, block, 148, checksum.length);
    return block;
  }
}
