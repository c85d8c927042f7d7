package io.d2v.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Is told what a run measures, to pass it on: to a file that other software reads, a dashboard, a
 * database. The run keeps its own {@code metrics.jsonl} all the same. Of several workers the first
 * alone has one. All methods are called on the training thread, which waits for them: what takes
 * long is for a thread of the sink's own.
 *
 * <p>One that fails at its start ends the run before anything is computed; later on a warning is
 * said and the run goes on without it.
 */
public interface MetricSink extends AutoCloseable {
  /**
   * A run.
   *
   * @param name of its recipe
   * @param folder where it is written
   * @param made updates that were made before, if it goes on after a stop; 0 for a new one. After a
   *     crash, {@link #measured} may have told of later ones, which are made and told once more
   * @param updates in the whole run
   * @param settings every setting of its recipe, by its path: {@code encoder.patch}
   */
  record Run(String name, Path folder, long made, long updates, Map<String, String> settings) {
    /**
     * Copies the settings.
     *
     * @param name of its recipe
     * @param folder where it is written
     * @param made updates that were made before, if it goes on after a stop; 0 for a new one. After
     *     a crash, {@link #measured} may have told of later ones, which are made and told once more
     * @param updates in the whole run
     * @param settings every setting of its recipe, by its path: {@code encoder.patch}
     */
    public Run {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * The run begins, or goes on. Nothing is opened or written before.
   *
   * @param run what is known of the run before its first update
   * @throws IOException if it can't be told of a run
   */
  void started(Run run) throws IOException;

  /**
   * An update was made.
   *
   * @param update counted from 1
   * @param values what {@code metrics.jsonl} says of it, by name: loss, gauges, speed; not the same
   *     names each time. They can be infinite, or no number
   * @throws IOException if it can't be passed on
   */
  void measured(long update, Map<String, Number> values) throws IOException;

  /**
   * What is seen best as a histogram or a picture.
   *
   * @param distributions many numbers of one kind, by name; what {@link #measured} is given under
   *     names that begin alike sums them up. Not copied; not to be changed
   * @param pictures brightness from 0, black, to 1, white, by name: rows of equal length, at least
   *     one of at least one number. Not copied; not to be changed
   */
  record Seen(Map<String, float[]> distributions, Map<String, float[][]> pictures) {
    /** Nothing. */
    public static final Seen NOTHING = new Seen(Map.of(), Map.of());

    /**
     * Copies the maps.
     *
     * @param distributions many numbers of one kind, by name
     * @param pictures brightness from 0 to 1, by name
     */
    public Seen {
      distributions = Map.copyOf(distributions);
      pictures = Map.copyOf(pictures);
    }
  }

  /**
   * An update was looked at more closely, as is done now and then ({@code guards.stages_every}):
   * called after {@link #measured} of the same update. Unless it is overridden, nothing is passed
   * on.
   *
   * @param update counted from 1
   * @param seen what is worth a look
   * @throws IOException if it can't be passed on
   */
  default void seen(long update, Seen seen) throws IOException {}

  /** The run ends here, or stops to go on another time; also called if it was never started. */
  @Override
  void close() throws IOException;

  /**
   * The service type: makes a sink from the recipe's section {@code metrics}, whose {@code name} is
   * its name.
   */
  interface Provider extends Factory<MetricSink> {}
}
