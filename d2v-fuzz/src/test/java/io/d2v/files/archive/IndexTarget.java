package io.d2v.files.archive;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The index of an archive, which anybody may have put beside it: with a checksum that fits, and of
 * an archive that fits.
 */
public final class IndexTarget implements Target {
  private static final int HEAD = Long.BYTES + Integer.BYTES + 2 * Long.BYTES + Fingerprint.HASH;

  private record Indexed(Path archive, Fingerprint print) {
    static Indexed of(String name, Target archives) throws IOException {
      Path archive = Scratch.file(name, archives.seeds().get(1));
      return new Indexed(archive, Fingerprint.of(archive));
    }
  }

  private final List<Indexed> plainAndGzipped = new ArrayList<>();

  @Override
  public List<byte[]> seeds() throws IOException {
    return List.of(seed("seed.tar", new TarTarget()), seed("seed.tar.gz", new TarGzTarget()));
  }

  private static byte[] seed(String name, Target archives) throws IOException {
    Path archive = Scratch.file(name, archives.seeds().get(1));
    Path index = Scratch.file("seed.index", new byte[0]);
    IndexWriter.write(index, Fingerprint.of(archive), Tar.scan(archive, Progress.NONE));
    byte[] all = Files.readAllBytes(index);
    byte[] inner = Arrays.copyOfRange(all, HEAD, all.length - Integer.BYTES);
    byte[] chosen = new byte[1 + inner.length];
    chosen[0] = (byte) (name.endsWith(".gz") ? 1 : 0);
    System.arraycopy(inner, 0, chosen, 1, inner.length);
    return chosen;
  }

  @Override
  public void read(byte[] input) throws IOException {
    if (plainAndGzipped.isEmpty()) {
      plainAndGzipped.add(Indexed.of("indexed.tar", new TarTarget()));
      plainAndGzipped.add(Indexed.of("indexed.tar.gz", new TarGzTarget()));
    }
    Indexed chosen = plainAndGzipped.get(input.length > 0 ? input[0] & 1 : 0);
    byte[] index = index(chosen.print, input);
    var catalog = IndexReader.parse(ByteBuffer.wrap(index), chosen.archive, chosen.print);
    if (catalog.isPresent()) {
      TarArchive tar = Tar.members(chosen.archive, catalog.get(), name -> true);
      for (String name : tar.names()) {
        try {
          tar.read(name);
        } catch (IOException refused) {
          requireMessage(refused);
        }
      }
    }
  }

  private static void requireMessage(IOException refused) {
    if (refused.getMessage() == null) {
      throw new IllegalStateException("an error that says nothing", refused);
    }
  }

  private static byte[] index(Fingerprint print, byte[] input) {
    int inner = Math.max(0, input.length - 1);
    ByteBuffer index = ByteBuffer.allocate(HEAD + inner + Integer.BYTES);
    index.putLong(IndexWriter.MAGIC).putInt(IndexWriter.VERSION);
    index.putLong(print.size()).putLong(print.modified()).put(print.sampled());
    index.put(input, input.length - inner, inner);
    CRC32C checksum = new CRC32C();
    checksum.update(index.array(), 0, HEAD + inner);
    index.putInt((int) checksum.getValue());
    return index.array();
  }
}
