package io.d2v.files.archive;

/** Told how far an archive has been gone through. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (done, total) -> {};

  /** So many bytes of so many are behind. */
  void passed(long done, long total);
}
