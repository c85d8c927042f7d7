package io.d2v.testkit.hostile;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does on the real disk what is asked for, unless the log refuses it. */
final class CrankyProvider extends FileSystemProvider {
  private final CrankyFileSystem system;

  CrankyProvider(CrankyFileSystem system) {
    this.system = system;
  }

  private static FileSystemProvider real(Path path) {
    return CrankyPath.real(path).getFileSystem().provider();
  }

  private String name(Path path) {
    return system.name(CrankyPath.real(path));
  }

  @Override
  public String getScheme() {
    return "cranky";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException("made by its constructor");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException("paths begin at the root");
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path real = CrankyPath.real(path);
    boolean makes =
        options.contains(StandardOpenOption.CREATE)
            || options.contains(StandardOpenOption.CREATE_NEW);
    if (makes && !Files.exists(real)) {
      system.log().change(new FileOperation.Create(name(path)), () -> Files.createFile(real));
      return new CrankyChannel(system, name(path), FileChannel.open(real, opened(options)));
    }
    FileChannel channel = FileChannel.open(real, options, attributes);
    if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      system.log().change(new FileOperation.Resize(name(path), 0), () -> {});
    }
    return new CrankyChannel(system, name(path), channel);
  }

  /** To open what was made just now. */
  private static Set<OpenOption> opened(Set<? extends OpenOption> options) {
    Set<OpenOption> left = new HashSet<>(options);
    left.remove(StandardOpenOption.CREATE_NEW);
    return left;
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> content = new ArrayList<>();
    try (DirectoryStream<Path> real = Files.newDirectoryStream(CrankyPath.real(folder))) {
      for (Path path : real) {
        Path cranky = new CrankyPath(system, path);
        if (filter.accept(cranky)) {
          content.add(cranky);
        }
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return content.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    system
        .log()
        .change(
            new FileOperation.MakeFolder(name(folder)),
            () -> Files.createDirectory(CrankyPath.real(folder), attributes));
  }

  @Override
  public void delete(Path path) throws IOException {
    system
        .log()
        .change(new FileOperation.Delete(name(path)), () -> Files.delete(CrankyPath.real(path)));
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) {
    throw new UnsupportedOperationException("nothing that has to survive is copied");
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    system
        .log()
        .change(
            new FileOperation.Rename(name(from), name(to)),
            () -> Files.move(CrankyPath.real(from), CrankyPath.real(to), options));
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return Files.isSameFile(CrankyPath.real(one), CrankyPath.real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return Files.isHidden(CrankyPath.real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return Files.getFileStore(CrankyPath.real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    real(path).checkAccess(CrankyPath.real(path), modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return real(path).getFileAttributeView(CrankyPath.real(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return real(path).readAttributes(CrankyPath.real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return real(path).readAttributes(CrankyPath.real(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException("nothing that has to survive is an attribute");
  }
}
