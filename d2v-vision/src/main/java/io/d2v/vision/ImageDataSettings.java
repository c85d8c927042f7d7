package io.d2v.vision;

import io.d2v.api.Default;
import io.d2v.files.Split;
import java.util.Optional;

/**
 * The recipe's {@code data} section for images.
 *
 * @param split which part of a data set that comes in parts
 * @param archiveMemory MiB of images of a .tar.gz that may be kept in memory; those of a larger one
 *     are unpacked one by one
 * @param list a text file with a file's name on each line, with or without its folders: only these
 *     images of the training part are used, as with SimCLR's {@code 1percent.txt} for ImageNet
 */
record ImageDataSettings(
    @Default("auto") Split split, @Default("1024") int archiveMemory, Optional<String> list) {
  ImageDataSettings {
    if (archiveMemory < 1) {
      throw new IllegalArgumentException("archive_memory is at least 1 (MiB): " + archiveMemory);
    }
  }

  long memory() {
    return (long) archiveMemory << 20;
  }
}
