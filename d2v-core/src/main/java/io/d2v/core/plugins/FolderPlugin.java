package io.d2v.core.plugins;

import java.nio.file.Path;

/**
 * A plugin that was loaded from a folder, in a module layer of its own.
 *
 * @param place its jar, or the folder of its jars
 */
record FolderPlugin(Path place, ModuleLayer layer) {
  /** Whether a module of it provides something of ours. */
  boolean provides(Service<?> service) {
    return layer.modules().stream()
        .flatMap(module -> module.getDescriptor().provides().stream())
        .anyMatch(provided -> provided.service().equals(service.type().getName()));
  }
}
