package io.d2v.cli;

import io.d2v.bench.speed.Rehearsal;
import io.d2v.core.train.TrainingSettings;
import java.util.Locale;

/**
 * What a run will take.
 *
 * @param rehearsed its first steps
 * @param training its settings
 * @param written samples of an update in the recipe as it is written, whose comments say where that
 *     is from
 * @param machine bytes of memory that the machine has; 0 if not known
 * @param free bytes of disk where the run will lie
 */
record Plan(Rehearsal rehearsed, TrainingSettings training, long written, long machine, long free) {
  private static final double GIB = 1L << 30;
  private static final int FLOAT = 4;
  private static final int MOMENTS = 2;

  /** Samples of an update. */
  long effectiveBatch() {
    return (long) training.batch() * training.accumulate();
  }

  /** Bytes of a checkpoint: student, teacher, moments. */
  long checkpoint() {
    return FLOAT * (all() + MOMENTS * student());
  }

  /** Checkpoints that are on the disk at once: a new one is written before an old one goes. */
  long checkpoints() {
    return training.keepCheckpoints()
        + 1L
        + training.keepEvery().map(n -> training.steps() / n).orElse(0L);
  }

  /** Bytes of disk. */
  long disk() {
    return checkpoint() * checkpoints();
  }

  /** Bytes of memory by the formula, with what the process takes besides. */
  long estimated() {
    return rehearsed.without() + rehearsed.estimated().bytes();
  }

  /** Hours to the recipe's last step, at the speed of the second step. */
  double hours() {
    return training.steps() * effectiveBatch() / rehearsed.samplesPerSecond() / 3600;
  }

  /** Whether memory and disk suffice, as far as they are known. */
  boolean fits() {
    return (machine == 0 || Math.max(estimated(), rehearsed.most()) < machine) && disk() < free;
  }

  /** For people. */
  String text() {
    return String.join(
        System.lineSeparator(),
        rehearsed.device(),
        say("parameters       %,d trained, %,d with the teacher", student(), all()),
        say(
            "memory           %.2f GiB estimated: %.2f of libraries, Java's heap and compiled code,"
                + " %.2f of parameters and optimiser, %.2f of values of a step",
            estimated() / GIB,
            rehearsed.without() / GIB,
            rehearsed.estimated().parameters() / GIB,
            rehearsed.estimated().values() / GIB),
        say("                 %.2f GiB measured at most on two steps", rehearsed.most() / GIB),
        say(
            "                 training.memory is %s; accumulating adds %s",
            training.memory().map(m -> m.name().toLowerCase(Locale.ROOT)).orElse("keep"),
            training.accumulate() == 1
                ? "nothing, since every batch is an update"
                : say(
                    "%.2f GiB of summed gradients, however many batches make an update",
                    FLOAT * student() / GIB)),
        say(
            "batch            %,d samples an update: %,d x %,d; the recipe as written has %,d",
            effectiveBatch(), training.batch(), training.accumulate(), written),
        say("speed            %.2f samples/s", rehearsed.samplesPerSecond()),
        say("time             %.1f hours for %,d updates", hours(), training.steps()),
        say(
            "disk             %.2f GiB a checkpoint, %.2f GiB for %d at once; %.1f GiB are free",
            checkpoint() / GIB, disk() / GIB, checkpoints(), free / GIB),
        say(
            "this machine     %s: %.1f GiB of memory",
            fits() ? "suffices" : "does not suffice", machine / GIB));
  }

  /** For programs, one line. */
  String json() {
    return say(
        "{\"parameters\": %d, \"with_teacher\": %d, \"memory_estimated\": %d,"
            + " \"memory_parameters\": %d, \"memory_values\": %d, \"memory_without\": %d,"
            + " \"memory_measured\": %d, \"memory_of_machine\": %d, \"effective_batch\": %d,"
            + " \"effective_batch_written\": %d, \"samples_per_s\": %.4f, \"hours\": %.4f,"
            + " \"updates\": %d, \"checkpoint\": %d, \"disk\": %d, \"disk_free\": %d,"
            + " \"fits\": %b}",
        student(),
        all(),
        estimated(),
        rehearsed.estimated().parameters(),
        rehearsed.estimated().values(),
        rehearsed.without(),
        rehearsed.most(),
        machine,
        effectiveBatch(),
        written,
        rehearsed.samplesPerSecond(),
        hours(),
        training.steps(),
        checkpoint(),
        disk(),
        free,
        fits());
  }

  private long student() {
    return rehearsed.estimated().student();
  }

  private long all() {
    return student() + rehearsed.estimated().teacher();
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
