package io.d2v.testkit.hostile;

import io.d2v.testkit.hostile.FileOperation.Create;
import io.d2v.testkit.hostile.FileOperation.Delete;
import io.d2v.testkit.hostile.FileOperation.MakeFolder;
import io.d2v.testkit.hostile.FileOperation.Rename;
import io.d2v.testkit.hostile.FileOperation.Resize;
import io.d2v.testkit.hostile.FileOperation.Sync;
import io.d2v.testkit.hostile.FileOperation.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A file or folder of the disk with all its changes, of which the first ones are synced. */
final class DiskNode {
  private final boolean isFolder;
  private final List<FileOperation> content = new ArrayList<>();
  private final List<NameChange> names = new ArrayList<>();
  private int synced;

  private DiskNode(boolean isFolder) {
    this.isFolder = isFolder;
  }

  static DiskNode folder() {
    return new DiskNode(true);
  }

  @FunctionalInterface
  private interface NameChange {
    void apply(Map<String, DiskNode> entries);
  }

  /** Takes down what is done below this folder. */
  void apply(FileOperation operation) {
    String path = operation.path();
    if (operation instanceof Create) {
      add(path, new DiskNode(false));
    } else if (operation instanceof MakeFolder) {
      add(path, folder());
    } else if (operation instanceof Delete) {
      parent(path).names.add(entries -> entries.remove(last(path)));
    } else if (operation instanceof Rename rename) {
      String to = last(rename.to());
      if (!parent(path).equals(parent(rename.to()))) {
        throw new UnsupportedOperationException(rename + " goes to another folder");
      }
      parent(path)
          .names
          .add(entries -> entries.put(to, Objects.requireNonNull(entries.remove(last(path)))));
    } else if (operation instanceof Sync) {
      DiskNode node = find(path);
      node.synced = node.isFolder ? node.names.size() : node.content.size();
    } else {
      find(path).content.add(operation);
    }
  }

  void writeTo(Path path, Survival survival) throws IOException {
    if (isFolder) {
      for (Map.Entry<String, DiskNode> entry :
          entries(survival.names(synced, names.size())).entrySet()) {
        Path below = path.resolve(entry.getKey());
        if (entry.getValue().isFolder) {
          Files.createDirectory(below);
        }
        entry.getValue().writeTo(below, survival);
      }
      return;
    }
    int kept = survival.content(synced, content.size());
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (FileOperation change : content.subList(0, kept)) {
        make(file, change);
      }
      if (kept < content.size() && survival.torn() && content.get(kept) instanceof Write lost) {
        byte[] torn = new byte[lost.bytes().length];
        System.arraycopy(lost.bytes(), 0, torn, 0, torn.length / 2);
        make(file, new Write(lost.path(), lost.position(), torn));
      }
    }
  }

  private static void make(FileChannel file, FileOperation change) throws IOException {
    if (change instanceof Write write) {
      file.write(ByteBuffer.wrap(write.bytes()), write.position());
    } else if (change instanceof Resize resize) {
      file.truncate(resize.size());
    }
  }

  private void add(String path, DiskNode node) {
    parent(path).names.add(entries -> entries.put(last(path), node));
  }

  private Map<String, DiskNode> entries(int changes) {
    Map<String, DiskNode> entries = new TreeMap<>();
    names.subList(0, changes).forEach(change -> change.apply(entries));
    return entries;
  }

  private DiskNode parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? this : find(path.substring(0, slash));
  }

  private DiskNode find(String path) {
    DiskNode node = this;
    for (String name : path.isEmpty() ? new String[0] : path.split("/", -1)) {
      node = Objects.requireNonNull(node.entries(node.names.size()).get(name), path);
    }
    return node;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
