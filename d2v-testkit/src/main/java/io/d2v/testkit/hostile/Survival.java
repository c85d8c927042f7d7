package io.d2v.testkit.hostile;

import java.util.SplittableRandom;

/** How much of what was not synced a crash leaves. */
interface Survival {
  /** Of a folder's changes, how many; at least those that were synced. */
  int names(int synced, int made);

  /** Of a file's changes, how many; at least those that were synced. */
  int content(int synced, int made);

  /** Whether the first change of a file that is lost has left half of its bytes. */
  boolean torn();

  static Survival of(boolean names, boolean content, boolean torn) {
    return new Survival() {
      @Override
      public int names(int synced, int made) {
        return names ? made : synced;
      }

      @Override
      public int content(int synced, int made) {
        return content ? made : synced;
      }

      @Override
      public boolean torn() {
        return torn;
      }
    };
  }

  /** A different choice for each file and folder. */
  static Survival drawn(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Survival() {
      @Override
      public int names(int synced, int made) {
        return random.nextInt(synced, made + 1);
      }

      @Override
      public int content(int synced, int made) {
        return random.nextInt(synced, made + 1);
      }

      @Override
      public boolean torn() {
        return random.nextBoolean();
      }
    };
  }
}
