package io.d2v.bench.finetune;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.TensorType;
import io.d2v.bench.decode.Letters;
import io.d2v.core.data.Answer;
import io.d2v.core.data.Labels;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is said, in letters; below 0 after the last. There is room for a letter every two tokens.
 */
record LetterLabels(Letters letters) implements Labels {
  private static final int TOKENS_A_LETTER = 2;

  @Override
  public TensorType type(int tokens) {
    return TensorType.int32(room(tokens));
  }

  @Override
  public Array label(Answer answer, int valid, int tokens) throws IOException {
    String said = answer.transcript().orElseThrow(() -> new IOException("it has no transcript"));
    int[] ids = letters.spell(said).ids();
    if (ids.length == 0) {
      throw new IOException("nothing is said in it");
    }
    int needed = ids.length + repeats(ids);
    if (ids.length > room(tokens) || needed > valid) {
      throw new IOException(
          ids.length + " letters are said in it, too many for " + valid + " tokens: " + said);
    }
    int[] padded = Arrays.copyOf(ids, room(tokens));
    Arrays.fill(padded, ids.length, padded.length, -1);
    return Array.of(Shape.of(padded.length), padded);
  }

  private static int room(int tokens) {
    return Math.max(1, tokens / TOKENS_A_LETTER);
  }

  /** Between equal letters CTC needs a blank. */
  private static int repeats(int[] ids) {
    int repeats = 0;
    for (int i = 1; i < ids.length; i++) {
      repeats += ids[i] == ids[i - 1] ? 1 : 0;
    }
    return repeats;
  }
}
