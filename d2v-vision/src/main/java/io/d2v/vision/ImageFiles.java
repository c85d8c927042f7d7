package io.d2v.vision;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Encoded images, one a file. */
final class ImageFiles implements Dataset {
  private final Storage storage;
  private final ImageLayout layout;
  private final List<String> names;

  ImageFiles(Storage storage, ImageLayout layout) {
    this.storage = storage;
    this.layout = layout;
    this.names = List.copyOf(layout.images().keySet());
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
        label(layout.images().getOrDefault(name, Optional.empty())));
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
