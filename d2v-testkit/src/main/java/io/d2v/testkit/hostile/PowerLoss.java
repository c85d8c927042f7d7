package io.d2v.testkit.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a disk may hold after a crash in the middle of some operations. What was synced is there. Of
 * what came after, each file has kept some of its writes, the first of the lost ones perhaps torn,
 * and each folder some of its changes of names; both in order, but each for itself.
 */
public final class PowerLoss {
  private final List<FileOperation> operations;

  /** A crash after these operations, on an empty disk. */
  public PowerLoss(List<FileOperation> operations) {
    this.operations = List.copyOf(operations);
  }

  /** One of the things that a crash may leave; makes it in an empty folder. */
  @FunctionalInterface
  public interface Remains {
    /** Writes files and folders. */
    void writeTo(Path folder) throws IOException;
  }

  /**
   * What may be left: everything, as when only the process was killed; only what was synced; all
   * names but no content; all content but no names; all but the last pages; and so many mixtures.
   */
  public List<Remains> remains(int mixtures, long seed) {
    List<Survival> survivals =
        new ArrayList<>(
            List.of(
                Survival.of(true, true, false),
                Survival.of(false, false, false),
                Survival.of(true, false, false),
                Survival.of(true, false, true),
                Survival.of(false, true, false)));
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < mixtures; i++) {
      survivals.add(Survival.drawn(random.nextLong()));
    }
    return survivals.stream().<Remains>map(survival -> folder -> write(survival, folder)).toList();
  }

  private void write(Survival survival, Path folder) throws IOException {
    DiskNode root = DiskNode.folder();
    operations.forEach(root::apply);
    Files.createDirectories(folder);
    root.writeTo(folder, survival);
  }
}
