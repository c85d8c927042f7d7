package io.d2v.files.archive;

import io.d2v.api.UserError;
import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A .zip, and all members of it. */
public final class ZipTarget implements Target {
  @Override
  public List<byte[]> seeds() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("train/"));
      zip.putNextEntry(new ZipEntry("train/a.txt"));
      zip.write(TarTarget.utf8("one and one and one and one"));
      ZipEntry stored = new ZipEntry("b.txt");
      CRC32 checksum = new CRC32();
      checksum.update(new byte[100]);
      stored.setMethod(ZipEntry.STORED);
      stored.setSize(100);
      stored.setCrc(checksum.getValue());
      zip.putNextEntry(stored);
      zip.write(new byte[100]);
    }
    return List.of(out.toByteArray());
  }

  @Override
  public void read(byte[] input) throws IOException {
    TarTarget.readAll(Scratch.file("input.zip", input));
  }

  @Override
  public Set<Class<? extends Exception>> refusals() {
    return Set.of(UserError.class, IOException.class);
  }
}
