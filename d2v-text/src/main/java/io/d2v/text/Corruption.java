package io.d2v.text;

import io.d2v.api.Mask;
import java.util.random.RandomGenerator;

/** What masked ids become. Pure: the same arguments and generator state give the same ids. */
@FunctionalInterface
interface Corruption {
  /** The ids of a sample with the masked ones replaced; the given ones stay as they are. */
  int[] corrupt(int[] ids, Mask mask, RandomGenerator random);
}
