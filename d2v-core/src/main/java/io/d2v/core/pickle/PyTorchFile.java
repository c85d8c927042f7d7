package io.d2v.core.pickle;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A file of {@code torch.save} since PyTorch 1.6: a zip archive of a pickle and, not compressed,
 * the numbers of each tensor. Its structure is read at once, its numbers when asked for.
 */
public final class PyTorchFile implements AutoCloseable {
  private static final String PICKLE = "/data.pkl";
  private static final int MOST_PICKLE_BYTES = 32 << 20;

  /** Views may share numbers, but not so often that a small file fills the memory. */
  private static final int MOST_TIMES_THE_FILE = 8;

  private final Path path;
  private final ZipFile zip;
  private final String folder;
  private final Object root;
  private long left;

  private PyTorchFile(Path path, ZipFile zip) throws IOException {
    this.path = path;
    this.zip = zip;
    left = Math.multiplyExact(MOST_TIMES_THE_FILE, Files.size(path));
    ZipEntry pickle = pickle();
    folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
    requireLittleEndian();
    root = PickleReader.read(bytes(pickle, MOST_PICKLE_BYTES));
  }

  /**
   * Opens a file and reads its structure.
   *
   * @throws UserError of kind CHECKPOINT, if it is not such a file, or holds what is not read
   * @throws IOException if reading fails
   */
  public static PyTorchFile open(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new UserError(UserError.Kind.CHECKPOINT, path + ": there is no such file");
    }
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (ZipException notZip) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          path
              + ": not a file of PyTorch 1.6 or later ("
              + notZip.getMessage()
              + "). One of an older version can be stored anew with a newer one; better still, as"
              + " safetensors",
          notZip);
    }
    try {
      return new PyTorchFile(path, zip);
    } catch (BrokenPickle broken) {
      close(zip, broken);
      throw failure(path, String.valueOf(broken.getMessage()));
    } catch (IOException | RuntimeException failed) {
      close(zip, failed);
      throw failed;
    }
  }

  /**
   * What the file holds: texts, numbers, lists and maps, {@link StoredTensor} for tensors, {@link
   * Inert} for objects of any other class. Containers may hold themselves.
   */
  public Object root() {
    return root;
  }

  /** The tensors directly in a map, by name; what is no tensor, or an empty one, is left out. */
  public Map<String, Array> tensors(Map<?, ?> map) throws IOException {
    Map<String, Array> arrays = new TreeMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getKey() instanceof String name
          && entry.getValue() instanceof StoredTensor t
          && t.elements() > 0) {
        arrays.put(name, read(name, t));
      }
    }
    return arrays;
  }

  private Array read(String name, StoredTensor tensor) throws IOException {
    Storage storage = tensor.storage();
    left -= tensor.elements() * Float.BYTES;
    if (left < 0 || tensor.elements() > Integer.MAX_VALUE) {
      throw broken("its tensors want much more memory than it has bytes, " + name + " at last");
    }
    Optional<ZipEntry> entry = Optional.ofNullable(zip.getEntry(folder + "/data/" + storage.key()));
    if (entry.isEmpty()) {
      throw broken("the numbers of " + name + " are missing");
    }
    if (entry.get().getSize() != storage.entries() * storage.type().bytes()) {
      throw broken(
          name
              + " has "
              + storage.entries()
              + " entries of "
              + storage.type().bytes()
              + " bytes, but "
              + entry.get().getSize()
              + " bytes are stored");
    }
    try {
      return Entries.read(tensor, bytes(entry.get(), Integer.MAX_VALUE - Byte.SIZE));
    } catch (IllegalArgumentException impossible) {
      throw broken(name + ": " + impossible.getMessage());
    }
  }

  private byte[] bytes(ZipEntry entry, int most) throws IOException {
    long size = entry.getSize();
    if (entry.getMethod() != ZipEntry.STORED || size != entry.getCompressedSize()) {
      throw broken(entry.getName() + " is compressed, which PyTorch's files are not");
    }
    if (size < 0 || size > most || size > Files.size(path)) {
      throw broken(entry.getName() + " claims " + size + " bytes");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) size);
      if (bytes.length != size) {
        throw broken(entry.getName() + " ends too soon");
      }
      return bytes;
    } catch (EOFException damaged) {
      throw broken(entry.getName() + " goes on behind the end");
    } catch (ZipException damaged) {
      throw broken(entry.getName() + ": " + damaged.getMessage());
    }
  }

  private ZipEntry pickle() {
    try {
      return zip.stream()
          .filter(entry -> entry.getName().endsWith(PICKLE))
          .findFirst()
          .orElseThrow(() -> broken("there is no data.pkl in it"));
    } catch (IllegalArgumentException malformed) { // JDK 17 believes how many members there are
      throw broken("its directory of members is damaged");
    }
  }

  private void requireLittleEndian() throws IOException {
    ZipEntry order = zip.getEntry(folder + "/byteorder");
    byte[] little = {'l', 'i', 't', 't', 'l', 'e'};
    if (order != null && !Arrays.equals(bytes(order, 64), little)) {
      throw broken("its byte order is not little-endian");
    }
  }

  private UserError broken(String what) {
    return failure(path, what);
  }

  private static UserError failure(Path path, String what) {
    return new UserError(
        UserError.Kind.CHECKPOINT,
        path
            + ": not a PyTorch file that can be read here: "
            + what
            + ". Tensors and plain containers are read; anything else can be stored as safetensors"
            + " with PyTorch");
  }

  private static void close(ZipFile zip, Exception failed) {
    try {
      zip.close();
    } catch (IOException alsoFailed) {
      failed.addSuppressed(alsoFailed);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
