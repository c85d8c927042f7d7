package io.d2v.core.pickle;

/**
 * Where a tensor's numbers lie in the archive.
 *
 * @param type of an entry
 * @param key the archive's member below {@code data/}
 * @param entries how many there are
 */
record Storage(Type type, String key, long entries) {
  private static final long MOST_ENTRIES = 1L << 40;

  Storage {
    if (entries < 0 || entries > MOST_ENTRIES) {
      throw new BrokenPickle("a storage claims " + entries + " entries");
    }
  }

  /** Types of entry, by PyTorch's classes. */
  enum Type {
    FLOAT(4),
    HALF(2),
    BFLOAT16(2),
    DOUBLE(8),
    LONG(8),
    INT(4),
    SHORT(2),
    CHAR(1),
    BYTE(1),
    BOOL(1);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }

    /** The type of {@code torch.FloatStorage} and its like. */
    static Type of(String storageClass) {
      for (Type type : values()) {
        if (storageClass.equalsIgnoreCase("torch." + type.name() + "Storage")) {
          return type;
        }
      }
      throw new BrokenPickle("tensors of " + storageClass + " are not read");
    }
  }
}
