package io.d2v.text;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Tokenised samples, in memory: four bytes a token, about one for a byte of English.
 *
 * @param tokenizer that made the ids
 * @param words which ids begin a word
 * @param classes of the labels
 */
record TokenSamples(
    List<TokenSamples.Entry> entries, BytePairs tokenizer, WordStarts words, List<String> classes)
    implements Dataset {
  /**
   * One sample.
   *
   * @param damage why it can't be read, where it can't
   */
  @SuppressWarnings("ArrayRecordComponent") // made once and read; never compared
  record Entry(
      String id, int[] ids, OptionalInt label, OptionalDouble number, Optional<String> damage) {
    Entry(String id, int[] ids, OptionalInt label, OptionalDouble number) {
      this(id, ids, label, number, Optional.empty());
    }

    /** One without a number. */
    Entry(String id, int[] ids, OptionalInt label) {
      this(id, ids, label, OptionalDouble.empty());
    }

    static Entry damaged(String id, String why) {
      return new Entry(
          id, new int[0], OptionalInt.empty(), OptionalDouble.empty(), Optional.of(why));
    }
  }

  @Override
  public long size() {
    return entries.size();
  }

  @Override
  public OptionalLong length(long index) {
    Entry entry = entries.get(Math.toIntExact(index));
    return entry.damage().isPresent() ? OptionalLong.empty() : OptionalLong.of(entry.ids().length);
  }

  @Override
  public Sample read(long index) throws IOException {
    Entry entry = entries.get(Math.toIntExact(index));
    if (entry.damage().isPresent()) {
      throw new IOException(entry.damage().get());
    }
    Array ids = Array.of(Shape.of(entry.ids().length), entry.ids());
    Sample.Ids content = new Sample.Ids(ids, words.in(entry.ids()), tokenizer.size());
    return new Sample(entry.id(), content, entry.label(), entry.number(), Optional.empty());
  }

  @Override
  public List<String> vocabulary() {
    return tokenizer.texts();
  }

  @Override
  public void close() {}
}
