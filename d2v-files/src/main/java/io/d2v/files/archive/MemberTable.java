package io.d2v.files.archive;

import io.d2v.files.names.NameBlock;
import io.d2v.files.names.Names;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Which members an archive has and where they lie: of ImageNet's 1.3 million in 60 MB.
 *
 * @param names sorted
 * @param offsets of their first bytes
 * @param sizes in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MemberTable(Names names, long[] offsets, long[] sizes) {
  /** A table that grows; of members of one name the last counts, as where a tar is unpacked. */
  static final class Builder {
    private final NameBlock names;
    private long[] offsets = new long[1 << 8];
    private long[] sizes = new long[1 << 8];

    Builder(Path archive) {
      names = new NameBlock(archive.toString());
    }

    void add(String name, long offset, long size) {
      int at = names.size();
      names.add(name);
      if (at == offsets.length) {
        offsets = Arrays.copyOf(offsets, NameBlock.grown(at));
        sizes = Arrays.copyOf(sizes, offsets.length);
      }
      offsets[at] = offset;
      sizes[at] = size;
    }

    MemberTable table() {
      int[] order = names.order();
      return new MemberTable(names.names(order), picked(offsets, order), picked(sizes, order));
    }

    private static long[] picked(long[] values, int[] places) {
      return Arrays.stream(places).mapToLong(place -> values[place]).toArray();
    }
  }

  int size() {
    return names.size();
  }

  long bytes() {
    return Arrays.stream(sizes).sum();
  }

  /** The members that are wanted, if none of them is too large to be read. */
  MemberTable wanted(Predicate<String> wanted, MemberRules rules) {
    Builder kept = new Builder(rules.archive());
    boolean all = true;
    for (int i = 0; i < size(); i++) {
      String name = rules.inside(names.get(i)); // also where an index brought it
      if (wanted.test(name)) {
        rules.requireSize(name, sizes[i]);
        if (!all) {
          kept.add(name, offsets[i], sizes[i]);
        }
      } else if (all) {
        all = false;
        for (int j = 0; j < i; j++) {
          kept.add(names.get(j), offsets[j], sizes[j]);
        }
      }
    }
    return all ? this : kept.table();
  }
}
