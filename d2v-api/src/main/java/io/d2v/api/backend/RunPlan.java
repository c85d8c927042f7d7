package io.d2v.api.backend;

import java.util.List;

/**
 * What a backend holds in memory while a program runs, for whoever wants to know whether it will
 * fit. Without the program's parameters.
 *
 * @param kept bytes that lie there all the time, such as copies of parameters
 * @param pooled whether values are cut from regions that an allocator takes from the system, each
 *     twice as large as the one before, and does not give back; or else each is taken and given
 *     back by itself
 * @param tried bytes of values that were taken beside one another, and given back, when the program
 *     was compiled: a pool has room for them before the first run
 * @param operations in an order in which they can be run
 */
public record RunPlan(long kept, boolean pooled, List<Long> tried, List<Operation> operations) {
  /**
   * Copies the lists.
   *
   * @param kept bytes that lie there all the time
   * @param pooled whether values are cut from regions
   * @param tried bytes of values that were taken when the program was compiled
   * @param operations in an order in which they can be run
   */
  public RunPlan {
    tried = List.copyOf(tried);
    operations = List.copyOf(operations);
  }

  /**
   * What makes one value. One that makes several is as many of these, with the same inputs.
   *
   * @param inputs numbers of the operations whose values it reads
   * @param awaited numbers of those that it comes after, without reading them
   * @param bytes of its value; 0 where it lies elsewhere
   * @param sameEntries whether its value is that of its first input
   * @param overwrites whether its value may take the place of an input that nobody reads after it
   */
  public record Operation(
      List<Integer> inputs,
      List<Integer> awaited,
      long bytes,
      boolean sameEntries,
      boolean overwrites) {
    /**
     * Copies the lists.
     *
     * @param inputs numbers of the operations whose values it reads
     * @param awaited numbers of those that it comes after
     * @param bytes of its value
     * @param sameEntries whether its value is that of its first input
     * @param overwrites whether its value may take the place of an input
     */
    public Operation {
      inputs = List.copyOf(inputs);
      awaited = List.copyOf(awaited);
    }
  }
}
