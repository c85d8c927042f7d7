package io.d2v.files;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Files of a layout, each with the name of its class, made when they are asked for. */
final class ClassedFiles extends AbstractSet<Map.Entry<String, Optional<String>>> {
  private final FolderLayout layout;

  ClassedFiles(FolderLayout layout) {
    this.layout = layout;
  }

  @Override
  public Iterator<Map.Entry<String, Optional<String>>> iterator() {
    return IntStream.range(0, size()).mapToObj(this::entry).iterator();
  }

  private Map.Entry<String, Optional<String>> entry(int i) {
    return Map.entry(
        layout.names().get(i),
        layout.label(i).stream().mapToObj(layout.classes()::get).findFirst());
  }

  @Override
  public int size() {
    return layout.names().size();
  }
}
