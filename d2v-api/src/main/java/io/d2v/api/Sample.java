package io.d2v.api;

import io.d2v.api.graph.Array;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One thing as the data has it, before anything is done to it.
 *
 * @param id where it is from, for messages: a path, or an archive's path, {@code !} and the member
 * @param content what it is
 * @param label its class, as an index into {@link Dataset#classes()}
 * @param number what a regression is to predict, where the data has that: how alike two texts are
 * @param transcript what is said in it or written on it, where the data has that
 */
public record Sample(
    String id,
    Content content,
    OptionalInt label,
    OptionalDouble number,
    Optional<String> transcript) {
  /**
   * A sample with a class at most.
   *
   * @param id where the sample is from, as messages and lists name it
   * @param content what the encoder prepares
   * @param label the number of its class, where it has one
   */
  public Sample(String id, Content content, OptionalInt label) {
    this(id, content, label, Optional.empty());
  }

  /**
   * A sample without a number.
   *
   * @param id where the sample is from, as messages and lists name it
   * @param content what the encoder prepares
   * @param label the number of its class, where it has one
   * @param transcript what is said in it, where that is known
   */
  public Sample(String id, Content content, OptionalInt label, Optional<String> transcript) {
    this(id, content, label, OptionalDouble.empty(), transcript);
  }

  /** What a sample is made of. */
  public sealed interface Content {}

  /** A file as it is stored: a JPEG, a FLAC. Not copied; not to be changed. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Encoded(byte[] bytes) implements Content {}

  /** Numbers that are stored as such: pixels, a waveform, sensor readings. */
  public record Values(Array values) implements Content {}

  /**
   * Text as a tokenizer numbers it.
   *
   * @param ids INT32 {@code [tokens]}
   * @param wordStarts the tokens that begin a word; the others go on with the one before. Not
   *     copied; not to be changed
   * @param vocabulary how many ids the tokenizer has
   */
  public record Ids(Array ids, BitSet wordStarts, int vocabulary) implements Content {}

  /** Text. */
  public record Text(String text) implements Content {}

  /** Two texts that a question is about: whether one follows from the other, say. */
  public record Pair(String first, String second) implements Content {}

  /**
   * {@return a sample without a label}
   *
   * @param id where the sample is from, as messages and lists name it
   * @param content what the encoder prepares
   */
  public static Sample of(String id, Content content) {
    return new Sample(id, content, OptionalInt.empty());
  }
}
