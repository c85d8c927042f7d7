package io.d2v.vision;

import io.d2v.files.FolderLayout;
import io.d2v.files.Split;
import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@link ListedFiles}. */
public final class FileListTarget implements Target {
  private static final FolderLayout LAYOUT =
      FolderLayout.of(List.of("n01/n01_1.JPEG", "n01/n01_2.JPEG", "n02/n02_1.JPEG"), Split.AUTO);

  @Override
  public List<byte[]> seeds() {
    return List.of("n01_1.JPEG\nn02/n02_1.JPEG\n\n".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void read(byte[] input) throws IOException {
    ListedFiles.read(Scratch.file("list.txt", input)).of(Path.of("images"), LAYOUT);
  }
}
