package io.d2v.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is read as a whole, and so may not be of any size: one that is larger than such a
 * file can be is refused before memory for it is asked for.
 *
 * @param path of the file
 * @param mostBytes that it may have
 * @param kind of the error that says what is wrong with it
 */
public record SmallFile(Path path, int mostBytes, UserError.Kind kind) {
  /**
   * Reads it.
   *
   * @return all that it holds
   * @throws UserError if it has more bytes than it may have
   * @throws IOException if reading fails
   */
  public byte[] bytes() throws IOException {
    if (Files.size(path) > mostBytes) {
      throw tooLarge();
    }
    // A pipe or device has no size, and a file may grow meanwhile.
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(mostBytes);
      if (in.read() >= 0) {
        throw tooLarge();
      }
      return bytes;
    }
  }

  /**
   * Reads it as text.
   *
   * @return its text
   * @throws UserError if it has more bytes than it may have, or is not UTF-8
   * @throws IOException if reading fails
   */
  public String text() throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes());
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(left).toString();
    } catch (CharacterCodingException broken) {
      throw new UserError(
          kind,
          path
              + ": is not UTF-8 text, byte "
              + left.position()
              + " begins no character; is it damaged, or another file?",
          broken);
    }
  }

  private UserError tooLarge() {
    String most = mostBytes >> 20 > 0 ? (mostBytes >> 20) + " MiB" : mostBytes + " bytes";
    return new UserError(
        kind,
        path + ": has more than " + most + ", the most that is read here; is it another file?");
  }
}
