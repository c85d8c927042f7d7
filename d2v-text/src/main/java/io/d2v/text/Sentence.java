package io.d2v.text;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.text.TokenSamples.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text, or two that belong together, as the ids of one sample: {@code <s> first </s></s> second
 * </s>} (RoBERTa, Liu et al. 2019).
 *
 * @param most ids in a sample, special ones included
 */
record Sentence(BytePairs tokenizer, int most) {
  private static final int SPECIAL_IN_PAIR = 4;

  /** Every sample of a dataset. */
  Dataset samples(Dataset raw) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (long i = 0; i < raw.size(); i++) {
      Sample sample = raw.read(i);
      entries.add(new Entry(sample.id(), ids(sample), sample.label(), sample.number()));
    }
    return new TokenSamples(
        List.copyOf(entries), tokenizer, WordStarts.of(tokenizer), raw.classes());
  }

  private int[] ids(Sample sample) throws IOException {
    if (sample.content() instanceof Sample.Pair pair) {
      return pair(tokenizer.encode(pair.first()), tokenizer.encode(pair.second()));
    }
    if (sample.content() instanceof Sample.Text text) {
      return single(tokenizer.encode(text.text()));
    }
    throw new IOException(sample.id() + ": neither a text nor a pair of them");
  }

  int[] single(int[] ids) {
    SpecialTokens special = SpecialTokens.of(tokenizer);
    int length = Math.min(ids.length, most - 2);
    int[] joined = new int[length + 2];
    joined[0] = special.begin();
    System.arraycopy(ids, 0, joined, 1, length);
    joined[length + 1] = special.end();
    return joined;
  }

  /** What is too long is cut at the end of the longer text, until both are as long. */
  int[] pair(int[] first, int[] second) {
    SpecialTokens special = SpecialTokens.of(tokenizer);
    int room = Math.max(0, most - SPECIAL_IN_PAIR);
    int shorter = Math.min(Math.min(first.length, second.length), room / 2);
    int longer = Math.min(Math.max(first.length, second.length), room - shorter);
    int[] a = Arrays.copyOf(first, first.length <= second.length ? shorter : longer);
    int[] b = Arrays.copyOf(second, first.length <= second.length ? longer : shorter);
    int[] joined = new int[a.length + b.length + SPECIAL_IN_PAIR];
    joined[0] = special.begin();
    System.arraycopy(a, 0, joined, 1, a.length);
    joined[a.length + 1] = special.end();
    joined[a.length + 2] = special.end();
    System.arraycopy(b, 0, joined, a.length + 3, b.length);
    joined[joined.length - 1] = special.end();
    return joined;
  }
}
