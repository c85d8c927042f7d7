package io.d2v.files.names;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.RandomAccess;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sorted names, each once, in one block of UTF-8: a million take 40 MB and not 100 or 200. A name
 * is made a string when it is asked for.
 */
public final class Names extends AbstractList<String> implements RandomAccess {
  private final byte[] text;
  private final int[] starts; // and where the last ends

  /**
   * Names that were kept.
   *
   * @param starts where each begins in the text, and where the last ends
   */
  public Names(byte[] text, int[] starts) {
    this.text = text;
    this.starts = starts;
  }

  /**
   * Names in any order.
   *
   * @param where the archive or folder whose names they are, for messages
   */
  public static Names of(String where, Stream<String> names) {
    NameBlock block = new NameBlock(where);
    names.forEachOrdered(block::add);
    return block.names(block.order());
  }

  /** All of them behind each other. */
  public byte[] text() {
    return text;
  }

  /** How many bytes a name has. */
  public int bytes(int i) {
    return starts[i + 1] - starts[i];
  }

  /** Whether they are sorted, each once. */
  public boolean ascending() {
    for (int i = 1; i < size(); i++) {
      if (Utf8.compare(text, starts[i - 1], starts[i], text, starts[i], starts[i + 1]) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether each is UTF-8, and so is found again by the string that it is made. */
  public boolean wellFormed() {
    boolean ascii = true;
    for (byte letter : text) {
      ascii &= letter >= 0;
    }
    return ascii || IntStream.range(0, size()).allMatch(this::encodesAlike);
  }

  private boolean encodesAlike(int i) {
    byte[] again = get(i).getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(again, 0, again.length, text, starts[i], starts[i + 1]);
  }

  @Override
  public String get(int i) {
    return new String(text, starts[i], bytes(i), StandardCharsets.UTF_8);
  }

  @Override
  public int size() {
    return starts.length - 1;
  }

  /** The place of a name; -1 if it is not there. */
  public int find(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Utf8.compare(text, starts[middle], starts[middle + 1], wanted, 0, wanted.length);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  @Override
  public boolean contains(@Nullable Object name) {
    return name instanceof String text && find(text) >= 0;
  }

  /** The same as a set. */
  public Set<String> asSet() {
    Collection<String> list = this;
    return new AbstractSet<>() {
      @Override
      public Iterator<String> iterator() {
        return list.iterator();
      }

      @Override
      public int size() {
        return list.size();
      }

      @Override
      public boolean contains(@Nullable Object name) {
        return list.contains(name);
      }
    };
  }
}
