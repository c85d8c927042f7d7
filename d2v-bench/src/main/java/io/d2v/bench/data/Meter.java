package io.d2v.bench.data;

/** Is told how far the reading has come. */
public interface Meter {
  /** Nobody who looks. */
  Meter NONE =
      new Meter() {
        @Override
        public void begin(String what, long total, Unit unit) {}

        @Override
        public void advance(long by) {}

        @Override
        public void end() {}
      };

  /** What is counted. */
  enum Unit {
    /** Bytes of a file. */
    BYTES,
    /** Samples of a part. */
    SAMPLES
  }

  /** Something is read from its beginning. */
  void begin(String what, long total, Unit unit);

  /** So much more of it has been read. */
  void advance(long by);

  /** It has been read to its end, or as far as it could be. */
  void end();
}
