package io.d2v.core.pickle;

import java.util.List;

/**
 * A view of a storage, whose numbers have not been read.
 *
 * @param offset of its first entry
 * @param sizes of its axes
 * @param strides entries from one index to the next along each axis
 */
public record StoredTensor(Storage storage, long offset, List<Long> sizes, List<Long> strides) {
  /** Copies and checks that it lies within its storage and is no larger. */
  public StoredTensor {
    sizes = List.copyOf(sizes);
    strides = List.copyOf(strides);
    if (sizes.size() != strides.size() || offset < 0) {
      throw new BrokenPickle("a tensor of sizes " + sizes + " has strides " + strides);
    }
    long elements = 1;
    long last = offset;
    for (int i = 0; i < sizes.size(); i++) {
      long size = sizes.get(i);
      long stride = strides.get(i);
      if (size < 0 || stride < 0) {
        throw new BrokenPickle("a tensor has sizes " + sizes + " and strides " + strides);
      }
      try {
        elements = Math.multiplyExact(elements, size);
        last = Math.addExact(last, Math.multiplyExact(Math.max(0, size - 1), stride));
      } catch (ArithmeticException overflow) {
        throw new BrokenPickle("a tensor of sizes " + sizes + " is too large");
      }
    }
    if (elements > 0 && (last >= storage.entries() || elements > storage.entries())) {
      throw new BrokenPickle(
          "a tensor of sizes "
              + sizes
              + " goes beyond the "
              + storage.entries()
              + " entries stored");
    }
  }

  long elements() {
    return sizes.stream().reduce(1L, (a, b) -> a * b);
  }
}
