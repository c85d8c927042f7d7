package io.d2v.api;

/** The learning rate over the updates of a run. */
@FunctionalInterface
public interface Schedule {
  /**
   * {@return the learning rate of the next update} Pure: a run that goes on after a stop asks
   * again.
   *
   * @param updates how many have been made, from 0 on
   */
  double at(long updates);

  /**
   * The service type: makes a schedule from the recipe's section {@code schedule}, whose {@code
   * kind} is its name. Found by {@link java.util.ServiceLoader}; so it has a public constructor
   * without arguments, and does nothing in it.
   */
  interface Provider {
    /** {@return the name by which a recipe asks for it: lower case, words joined by hyphens} */
    String name();

    /**
     * Makes the schedule of a run.
     *
     * @param settings the section without {@code kind}
     * @param highest the optimizer's learning rate, which the schedule comes up to and does not
     *     exceed
     * @param updates in the whole run
     * @return the schedule, for every update of the run
     * @throws UserError if the settings are not what it can take
     */
    Schedule create(Settings settings, double highest, long updates);
  }
}
