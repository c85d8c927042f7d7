package io.d2v.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pre-training of a model of a few hundred numbers, which saves after every update. */
record TinyPretraining(Path data, int steps) {
  private static final List<String> SETTINGS =
      List.of(
          "encoder.image_size=" + TinyImages.SIDE,
          "encoder.patch=4",
          "masker.masked=2",
          "masker.smallest=1",
          "targets.layers=1",
          "transformer.width=8",
          "transformer.layers=1",
          "transformer.heads=2",
          "transformer.dropout=0.1",
          "training.batch=3",
          "training.accumulate=2",
          "training.checkpoint_every=1",
          "backend.device=cpu",
          "backend.precision=float32",
          "backend.fuse=false");

  static TinyPretraining of(Path folder, int steps) throws IOException {
    return new TinyPretraining(TinyImages.write(folder.resolve("data"), 20), steps);
  }

  /** The command's words. */
  Object[] words(Path run, String... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("pretrain", "vision-tiny", "--data", data, "--run", run, "--steps", steps));
    for (String setting : SETTINGS) {
      words.add("--set");
      words.add(setting);
    }
    words.addAll(Arrays.asList(more));
    return words.toArray();
  }
}
