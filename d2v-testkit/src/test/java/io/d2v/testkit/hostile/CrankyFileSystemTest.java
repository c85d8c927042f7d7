package io.d2v.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrankyFileSystemTest {
  @TempDir Path temp;

  @Test
  void whatIsDoneIsDoneOnTheRealDiskAndTakenDown() throws IOException {
    CrankyFileSystem disk = new CrankyFileSystem(temp);
    Path folder = Files.createDirectory(disk.root().resolve("a"));
    Files.writeString(folder.resolve("b"), "text");
    Files.move(folder.resolve("b"), folder.resolve("c"));
    sync(folder);

    assertThat(temp.resolve("a/c")).hasContent("text");
    assertThat(Files.readString(folder.resolve("c"))).isEqualTo("text");
    try (Stream<Path> listed = Files.list(folder)) {
      assertThat(listed).containsExactly(folder.resolve("c"));
    }
    assertThat(disk.operations())
        .extracting(operation -> operation.getClass().getSimpleName() + " " + operation.path())
        .containsExactly("MakeFolder a", "Create a/b", "Write a/b", "Rename a/b", "Sync a");
  }

  @Test
  void aFullDiskTakesHalfOfAWrite() throws IOException {
    CrankyFileSystem disk = new CrankyFileSystem(temp, DiskFault.Plan.once(1, DiskFault.FULL));

    assertThatThrownBy(() -> Files.writeString(disk.root().resolve("a"), "text"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
    assertThat(temp.resolve("a")).hasContent("te");
    Files.writeString(disk.root().resolve("b"), "text");
  }

  @Test
  void aDiskMayRefuseEverything() throws IOException {
    CrankyFileSystem disk = new CrankyFileSystem(temp, DiskFault.Plan.from(0, DiskFault.DENIED));

    assertThatThrownBy(() -> Files.createDirectory(disk.root().resolve("a")))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(temp).isEmptyDirectory();
    assertThat(disk.asked()).isEqualTo(1);
  }

  @Test
  void aLossOfPowerLeavesWhatWasSynced() throws IOException {
    CrankyFileSystem disk = new CrankyFileSystem(Files.createDirectory(temp.resolve("disk")));
    Path file = disk.root().resolve("a");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("safe".getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
      channel.write(ByteBuffer.wrap("lost".getBytes(StandardCharsets.US_ASCII)));
    }
    sync(disk.root());
    Files.move(file, disk.root().resolve("b"));

    assertThat(left(disk, 50))
        .contains("b=safelost", "a=safe", "b=safe", "a=safelost", "b=safelo\0\0")
        .allMatch(state -> state.matches("[ab]=safe(lost|lo\0\0)?"));
  }

  @Test
  void aNameThatWasNotSyncedMayBeLost() throws IOException {
    CrankyFileSystem disk = new CrankyFileSystem(Files.createDirectory(temp.resolve("disk")));
    Files.writeString(disk.root().resolve("a"), "text");

    assertThat(left(disk, 50)).contains("", "a=", "a=text");
  }

  private Set<String> left(CrankyFileSystem disk, int mixtures) throws IOException {
    Set<String> states = new TreeSet<>();
    List<PowerLoss.Remains> all = new PowerLoss(disk.operations()).remains(mixtures, 3);
    for (int i = 0; i < all.size(); i++) {
      Path folder = temp.resolve("left-" + i);
      all.get(i).writeTo(folder);
      StringBuilder state = new StringBuilder();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          state.append(file.getFileName()).append('=').append(Files.readString(file));
        }
      }
      states.add(state.toString());
    }
    return states;
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
