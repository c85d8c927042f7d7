package io.d2v.audio;

import io.d2v.api.Default;
import io.d2v.files.Split;
import java.util.List;

/**
 * The recipe's {@code data} section for sound.
 *
 * @param split which part of a data set that comes in parts
 * @param archiveMemory MiB of recordings of a .tar.gz that may be kept in memory
 * @param only how the paths of the recordings that count begin, below the top of the folder or
 *     archive: {@code [librispeech_finetuning/1h/0/]}; all of them count where none is given
 */
record SoundDataSettings(
    @Default("auto") Split split,
    @Default("4096") int archiveMemory,
    @Default("[]") List<String> only) {
  SoundDataSettings {
    if (archiveMemory < 1) {
      throw new IllegalArgumentException("archive_memory is at least 1 (MiB): " + archiveMemory);
    }
  }
}
