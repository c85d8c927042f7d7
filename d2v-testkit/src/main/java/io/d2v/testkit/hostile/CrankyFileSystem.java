package io.d2v.testkit.hostile;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/**
 * A folder seen through a disk that fails. Every change is taken down, so that {@link PowerLoss}
 * can say what a crash might have left; some are refused, as a {@link DiskFault.Plan} says. Syncing
 * is taken down but not waited for.
 */
public final class CrankyFileSystem extends FileSystem {
  private final Path root;
  private final OperationLog log;
  private final CrankyProvider provider;

  /** A disk on which all goes well. */
  public CrankyFileSystem(Path root) throws IOException {
    this(root, DiskFault.Plan.NONE);
  }

  /**
   * A disk that fails.
   *
   * @param root a folder of the real disk
   */
  public CrankyFileSystem(Path root, DiskFault.Plan plan) throws IOException {
    this.root = root.toRealPath();
    this.log = new OperationLog(plan);
    this.provider = new CrankyProvider(this);
  }

  /** The folder itself. */
  public Path root() {
    return new CrankyPath(this, root);
  }

  /** Changes that were made so far. */
  public List<FileOperation> operations() {
    return log.done();
  }

  /** How many operations were asked for, reading and refused ones included. */
  public int asked() {
    return log.asked();
  }

  OperationLog log() {
    return log;
  }

  /** How operations call a file of the real disk. */
  String name(Path real) {
    return root.relativize(real.toAbsolutePath().normalize()).toString();
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("the folder stays");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return root.getFileSystem().getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(new CrankyPath(this, root.getRoot()));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    try {
      return List.of(Files.getFileStore(root));
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return root.getFileSystem().supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return new CrankyPath(this, root.getFileSystem().getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher matcher = root.getFileSystem().getPathMatcher(pattern);
    return path -> matcher.matches(CrankyPath.real(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
