package io.d2v.vision;

import io.d2v.api.UserError;
import io.d2v.files.Gunzipped;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * An IDX file of unsigned bytes, as MNIST and its kin are distributed, with or without gzip.
 *
 * @param sizes of the axes, outermost first
 * @param entries row-major
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record IdxFile(int[] sizes, byte[] entries) {
  private static final int UNSIGNED_BYTE = 8;
  private static final long MOST_BYTES = 1L << 30;

  static IdxFile read(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        DataInputStream in =
            new DataInputStream(
                file.toString().endsWith(".gz") ? new Gunzipped(file.toString(), raw) : raw)) {
      int magic = in.readInt();
      int axes = magic & 0xFF;
      if (magic >>> 8 != UNSIGNED_BYTE || axes < 1 || axes > 3) {
        throw fault(file, "no IDX file of unsigned bytes; it begins with " + hex(magic));
      }
      int[] sizes = new int[axes];
      long bytes = 1;
      for (int i = 0; i < axes; i++) {
        sizes[i] = in.readInt();
        bytes = sizes[i] < 1 ? Long.MAX_VALUE : Math.multiplyExact(bytes, (long) sizes[i]);
        if (bytes > MOST_BYTES) {
          throw fault(file, "sizes that can't be: " + Arrays.toString(sizes));
        }
      }
      byte[] entries = in.readNBytes((int) bytes);
      if (entries.length < bytes) {
        throw new EOFException();
      }
      if (in.read() >= 0) { // and reads up to gzip's checksum, which this compares
        throw fault(file, "longer than its sizes say: " + Arrays.toString(sizes));
      }
      return new IdxFile(sizes, entries);
    } catch (EOFException | ZipException e) {
      throw fault(file, "cut short or damaged; fetch it again");
    }
  }

  int count() {
    return sizes[0];
  }

  private static UserError fault(Path file, String what) {
    return new UserError(UserError.Kind.DATA, file + ": " + what);
  }

  private static String hex(int magic) {
    return String.format("0x%08x", magic);
  }
}
