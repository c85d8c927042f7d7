package io.d2v.core.train;

import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.Key;
import io.d2v.core.data.Purpose;
import io.d2v.core.objective.Objective;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** Writes and reads the numbers of a run on its device. */
public final class Weights {
  private final Backend backend;
  private final Parameters parameters;

  Weights(Backend backend, Parameters parameters) {
    this.backend = backend;
    this.parameters = parameters;
  }

  /** Begins a run: drawn weights, a teacher equal to the student, moments of zero. */
  public void initialize(long seed) {
    initialize(seed, Map.of());
  }

  /**
   * Begins a run with weights that are there already; the others are drawn.
   *
   * @param given by path without the root; what is no parameter here is passed over
   * @throws io.d2v.api.UserError of kind CHECKPOINT, if one is of another shape than here
   */
  public void initialize(long seed, Map<String, Array> given) {
    Map<String, Array> known = new TreeMap<>(given);
    known.keySet().removeIf(path -> !parameters.student().containsKey(student(path)));
    Map<String, Shape> expected = new TreeMap<>();
    known
        .keySet()
        .forEach(
            path ->
                expected.put(
                    path, Objects.requireNonNull(parameters.student().get(student(path))).shape()));
    Checked.shapes("weights", expected, known);
    parameters
        .student()
        .forEach(
            (path, declared) -> {
              Array value = known.get(Parameters.below(path));
              backend.write(
                  path,
                  value == null ? first(declared.init(), declared.shape(), seed, path) : value);
              Shape shape = declared.shape();
              backend.write(Parameters.MEAN + path, Array.of(shape, new float[shape.elements()]));
              backend.write(Parameters.SQUARE + path, Array.of(shape, new float[shape.elements()]));
            });
    parameters
        .teacher()
        .keySet()
        .forEach(path -> backend.write(path, backend.read(Parameters.followed(path))));
  }

  /** The first value of a parameter. */
  static Array first(Init init, Shape shape, long seed, String path) {
    CRC32 name = new CRC32();
    name.update(path.getBytes(StandardCharsets.UTF_8));
    return Array.of(shape, init.sample(shape, Key.of(seed, 0, name.getValue(), Purpose.INIT)));
  }

  /** The student's parameters, by path without the root. */
  public Map<String, Array> student() {
    return read(parameters.student(), "");
  }

  /** The teacher's parameters, by path without the root. */
  public Map<String, Array> teacher() {
    return read(parameters.teacher(), "");
  }

  /** The optimiser's moments, by {@code mean.} or {@code square.} and the student's path. */
  public Map<String, Array> optimizer() {
    Map<String, Array> moments = new TreeMap<>();
    read(parameters.student(), Parameters.MEAN).forEach((k, v) -> moments.put("mean." + k, v));
    read(parameters.student(), Parameters.SQUARE).forEach((k, v) -> moments.put("square." + k, v));
    return moments;
  }

  /** Hands the first worker's numbers to the others, who write them. */
  void exchange(Exchange exchange) {
    parameters
        .student()
        .forEach(
            (path, declared) -> {
              exchange(exchange, path, declared.shape());
              exchange(exchange, Parameters.MEAN + path, declared.shape());
              exchange(exchange, Parameters.SQUARE + path, declared.shape());
            });
    parameters.teacher().forEach((path, declared) -> exchange(exchange, path, declared.shape()));
  }

  private void exchange(Exchange exchange, String path, Shape shape) {
    boolean sends = backend.workers().isFirst();
    Array mine = sends ? backend.read(path) : Array.of(shape, new float[shape.elements()]);
    Array firsts = exchange.first(mine);
    if (!sends) {
      backend.write(path, firsts);
    }
  }

  /** Continues a run: writes what {@link #student}, {@link #teacher}, {@link #optimizer} gave. */
  public void restore(
      Map<String, Array> student, Map<String, Array> teacher, Map<String, Array> optimizer) {
    Map<String, Array> trained = new TreeMap<>(student);
    trained // the head of a task that is not trained here
        .keySet()
        .removeIf(
            path ->
                path.startsWith(Objective.TASK + ".")
                    && !parameters.student().containsKey(student(path)));
    write(parameters.student(), "", trained, "student");
    write(parameters.teacher(), "", teacher, "teacher");
    write(parameters.student(), Parameters.MEAN, part(optimizer, "mean."), "optimizer (mean)");
    write(
        parameters.student(), Parameters.SQUARE, part(optimizer, "square."), "optimizer (square)");
  }

  private static String student(String below) {
    return Objective.STUDENT + "." + below;
  }

  private Map<String, Array> read(Map<String, Parameters.Declared> of, String prefix) {
    Map<String, Array> values = new TreeMap<>();
    of.keySet().forEach(path -> values.put(Parameters.below(path), backend.read(prefix + path)));
    return values;
  }

  private void write(
      Map<String, Parameters.Declared> of, String prefix, Map<String, Array> values, String what) {
    Map<String, Shape> expected = new TreeMap<>();
    of.forEach((path, declared) -> expected.put(Parameters.below(path), declared.shape()));
    Checked.shapes(what, expected, values);
    of.keySet()
        .forEach(
            path ->
                backend.write(
                    prefix + path, Objects.requireNonNull(values.get(Parameters.below(path)))));
  }

  private static Map<String, Array> part(Map<String, Array> values, String prefix) {
    Map<String, Array> found = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), value);
          }
        });
    return found;
  }
}
