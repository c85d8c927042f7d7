package io.d2v.files;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/** Samples that are a file each, as they are stored. */
public final class EncodedFiles implements Dataset {
  private final Storage storage;
  private final List<String> names;
  private final IntFunction<OptionalInt> labels;
  private final List<String> classes;

  /** The files of a layout. */
  public EncodedFiles(Storage storage, FolderLayout layout) {
    this(storage, layout.names(), layout::label, layout.classes());
  }

  /**
   * Files whose classes are known otherwise.
   *
   * @param labels a file's class, by its place among the names
   */
  public EncodedFiles(
      Storage storage, List<String> names, IntFunction<OptionalInt> labels, List<String> classes) {
    this.storage = storage;
    this.names = names;
    this.labels = labels;
    this.classes = classes;
  }

  @Override
  public long size() {
    return names.size();
  }

  @Override
  public Sample read(long index) throws IOException {
    int file = Math.toIntExact(index);
    String name = names.get(file);
    return new Sample(
        storage.where(name), new Sample.Encoded(storage.read(name)), labels.apply(file));
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public void close() {}
}
