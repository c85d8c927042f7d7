package io.d2v.cli;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.bench.decode.Letters;
import io.d2v.core.run.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Recordings of half a second, in the files that LibriSpeech and AN4 come in, and what was said.
 */
final class StandInSpeech {
  static final String SAID = "GO\nGO HOME\nDO YOU HEAR\nGO DO YOU HEAR\nYOU GO HOME\n";

  private static final int FRAMES = 3;

  private StandInSpeech() {}

  /** A part that is unpacked, and archives: Libri-light's subsets of it, and parts to judge by. */
  static void libriSpeech(Path folder) throws IOException {
    part("train-clean-100", 12).unpack(folder);
    part("dev-clean", 2).write(folder.resolve("dev-clean.tar.gz"));
    part("test-clean", 2).write(folder.resolve("test-clean.tar.gz"));
    new SpeechArchive()
        .chapter("librispeech_finetuning/1h/0/clean", 10, 6)
        .chapter("librispeech_finetuning/9h/clean", 13, 6)
        .write(folder.resolve("librispeech_finetuning.tgz"));
  }

  static SpeechArchive part(String name, int utterances) throws IOException {
    return new SpeechArchive().chapter("LibriSpeech/" + name, 1, utterances);
  }

  static SpeechArchive an4() throws IOException {
    SpeechArchive archive = new SpeechArchive();
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      archive.member("an4/flac/an4_clstk/fash/an" + i + "-f.flac", SpeechArchive.flac());
      said.append("<s> GO </s> (an").append(i).append("-f)\n");
    }
    archive.member("an4/etc/an4_train.transcription", SpeechArchive.text(said.toString()));
    archive.member("an4/flac/an4test_clstk/t/an1-t.flac", SpeechArchive.flac());
    return archive.member("an4/etc/an4_test.transcription", SpeechArchive.text("STOP (an1-t)\n"));
  }

  /** G, O and a pause. */
  static void scores(Path file) throws IOException {
    Letters letters = Letters.english();
    float[] logits = new float[FRAMES * letters.size()];
    for (int frame = 0; frame < FRAMES; frame++) {
      String heard = new String[] {"G", "O", Letters.BOUNDARY}[frame];
      logits[frame * letters.size() + letters.symbols().indexOf(heard)] = 9;
    }
    Array all = Array.of(Shape.of(1, FRAMES, letters.size()), logits);
    Safetensors.write(file, Map.of("logits", all), Map.of());
  }

  static void letters(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Letters letters = Letters.english();
    Files.writeString(
        file,
        IntStream.range(0, letters.size())
            .mapToObj(i -> "\"%s\": %d".formatted(letters.symbols().get(i), i))
            .collect(Collectors.joining(", ", "{", "}")));
  }
}
