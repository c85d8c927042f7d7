package io.d2v.api.backend;

import io.d2v.api.Factory;
import io.d2v.api.Settings;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs programs on one device, and keeps their parameters there. The one place where native code is
 * allowed.
 *
 * <p>All programs of a backend share its parameters, by path. Used by one thread at a time.
 */
public interface Backend extends AutoCloseable {
  /** {@return what it runs on} */
  Device device();

  /**
   * {@return which workers {@link io.d2v.api.graph.Op.AllReduce} sums over, and which of them this
   * is}
   */
  default Workers workers() {
    return Workers.ALONE;
  }

  /**
   * Says that this worker's work is done, and returns once all workers have said so; programs in
   * which workers meet cannot be run any more. One that closes its backend without it has failed,
   * and the others fail too.
   *
   * @throws UserError of kind WORKER, if another worker is lost meanwhile
   */
  default void finish() {}

  /**
   * Has somebody told when another worker is lost: it died, hangs, cannot be reached or has failed.
   * A program that sums over workers fails with the same error, but only when it is run; whoever
   * cannot wait for that, or does not trust that it fails, ends the process here.
   *
   * @param told of kind WORKER; called once at most, on a thread of the backend's own
   */
  default void whenLost(Consumer<UserError> told) {}

  /**
   * Makes a program ready to run. Every parameter it reads must be written before its first run.
   *
   * @param program what is to be computed
   * @return what runs it
   * @throws IllegalArgumentException if the backend cannot run it; the message names the line that
   *     made the node in question
   */
  Executable compile(Program program);

  /**
   * Says what running a program would hold in memory. It need not be compiled, and nothing runs.
   *
   * @param program what is to be computed
   * @return what is held as this backend computes it; empty where it does not say
   */
  default Optional<RunPlan> plan(Program program) {
    return Optional.empty();
  }

  /**
   * Sets a parameter; its type is fixed by the first value.
   *
   * @param parameter its dotted path
   * @param value its entries, of the type and shape that programs give it
   */
  void write(String parameter, Array value);

  /**
   * {@return the present value of a parameter}
   *
   * @param parameter its dotted path
   * @throws IllegalArgumentException if none of this path was written
   */
  Array read(String parameter);

  /**
   * Writes a program that changes nothing, with the present values of its parameters, in the form
   * that the software below the backend loads by itself.
   *
   * @param program one without updates
   * @param outputs names of the program's fetches, in their order
   * @param folder where the files come; made if it is not there
   * @throws UserError of kind DEVICE, if there is no such form
   * @throws IOException if writing fails
   */
  default void save(Program program, List<String> outputs, Path folder) throws IOException {
    throw new UserError(
        UserError.Kind.DEVICE, "this backend has no form in which programs are saved");
  }

  /** Frees the device's memory; programs of this backend can't run any more. */
  @Override
  void close();

  /** The service type: makes a backend from its section of the recipe. */
  interface Provider extends Factory<Backend> {
    /**
     * Looks at what its backends would run on: the software below, its devices and what they need,
     * and why one would not be used. Fails at nothing that is amiss: that is a finding.
     *
     * @return what was found, each with what to do where something is amiss
     */
    default List<Finding> examine() {
      return List.of();
    }

    /**
     * Makes a backend that is one of several workers; returns once all of them are there.
     *
     * @param settings the backend's section of the recipe, the same for all workers
     * @param workers all of them, and which of them this is
     * @return the backend, whose sums are over all workers
     * @throws UserError of kind DEVICE, if this backend always runs alone; of kind WORKER, if
     *     another worker does not come
     */
    default Backend create(Settings settings, Workers workers) {
      if (!workers.areSeveral()) {
        return create(settings);
      }
      throw new UserError(
          UserError.Kind.DEVICE,
          "the backend '" + name() + "' runs alone, not as one of " + workers.count() + " workers");
    }
  }
}
