package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.bench.decode.Letters;
import io.d2v.core.run.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DecodeCommandTest {
  private static final Letters LETTERS = Letters.english();

  @TempDir Path folder;

  @Test
  void scoresAreDecodedGreedilyOrByABeamSearch() throws IOException {
    Path scores = scores(Map.of("logits", logits("THE KAT", "GO ON  ")));
    assertThat(Command.d2v("decode", scores).out()).isEqualTo("THE KAT\nGO ON\n");

    Path text = Files.writeString(folder.resolve("text"), "the cat\nthe cat\ngo on\n");
    Path arpa = folder.resolve("words.arpa");
    Command.d2v("language-model", "train", text, "--order", 2, "--out", arpa);
    Command words = Command.d2v("decode", scores, "--language-model", arpa);
    assertThat(words.err()).isEmpty();
    assertThat(words.out()).isEqualTo("THE CAT\nGO ON\n");

    Command best = Command.d2v("decode", scores, "--beam", 20, "--best", 3);
    assertThat(best.out().lines()).hasSize(6).allMatch(line -> line.matches("[01]\t-.*\t.*"));
  }

  @Test
  void framesSayWhereAnUtteranceEnds() throws IOException {
    Array frames = Array.of(Shape.of(2), 3, 0);
    Path scores = scores(Map.of("logits", logits("THE CAT", "GO ON  "), "frames", frames));
    assertThat(Command.d2v("decode", scores).out()).isEqualTo("THE\n\n");
  }

  @Test
  void whatDoesNotFitIsAnErrorOfTheData() throws IOException {
    Path nothing = scores(Map.of("other", Array.of(Shape.of(1), 1f)));
    assertThat(Command.d2v("decode", nothing).code()).isEqualTo(4);
    Array few = Array.of(Shape.of(1, 1, 3), 1f, 2f, 3f);
    assertThat(Command.d2v("decode", scores(Map.of("logits", few))).err())
        .contains("3 letters", "32");
    Array long1 = Array.of(Shape.of(1), 9);
    Command frames = Command.d2v("decode", scores(Map.of("logits", logits("A"), "frames", long1)));
    assertThat(frames.err()).contains("from 0 to 1");
  }

  private Path scores(Map<String, Array> tensors) throws IOException {
    Path file = folder.resolve("scores.safetensors");
    Safetensors.write(file, new LinkedHashMap<>(tensors), Map.of());
    return file;
  }

  /** Letters heard one a frame; C is nearly heard where K is. */
  private static Array logits(String... texts) {
    int frames = texts[0].length();
    float[] logits = new float[texts.length * frames * LETTERS.size()];
    for (int i = 0; i < texts.length; i++) {
      for (int frame = 0; frame < frames; frame++) {
        char heard = texts[i].charAt(frame);
        String letter = heard == ' ' ? Letters.BOUNDARY : Character.toString(heard);
        int at = (i * frames + frame) * LETTERS.size();
        logits[at + LETTERS.symbols().indexOf(letter)] = 9;
        if (heard == 'K') {
          logits[at + LETTERS.symbols().indexOf("C")] = 8;
        }
      }
    }
    return Array.of(Shape.of(texts.length, frames, LETTERS.size()), logits);
  }
}
