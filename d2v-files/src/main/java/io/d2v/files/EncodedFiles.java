package io.d2v.files;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Samples that are a file each, as they are stored. */
public final class EncodedFiles implements Dataset {
  private final Storage storage;
  private final FolderLayout layout;
  private final List<String> names;

  /** The files of a layout. */
  public EncodedFiles(Storage storage, FolderLayout layout) {
    this.storage = storage;
    this.layout = layout;
    this.names = List.copyOf(layout.files().keySet());
  }

  @Override
  public long size() {
    return names.size();
  }

  @Override
  public Sample read(long index) throws IOException {
    String name = names.get(Math.toIntExact(index));
    return new Sample(
        storage.where(name),
        new Sample.Encoded(storage.read(name)),
        label(layout.files().getOrDefault(name, Optional.empty())));
  }

  @Override
  public List<String> classes() {
    return layout.classes();
  }

  @Override
  public void close() {}

  private OptionalInt label(Optional<String> folder) {
    return folder.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Collections.binarySearch(layout.classes(), folder.get()));
  }
}
