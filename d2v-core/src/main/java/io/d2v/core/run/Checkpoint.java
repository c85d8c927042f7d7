package io.d2v.core.run;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a run needs to go on as if it had never stopped.
 *
 * @param state where it stands
 * @param student parameters, by path
 * @param teacher parameters, by path
 * @param optimizer its moments, by name
 */
public record Checkpoint(
    RunState state,
    Map<String, Array> student,
    Map<String, Array> teacher,
    Map<String, Array> optimizer) {
  private static final String STUDENT = "student.safetensors";
  private static final String TEACHER = "teacher.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String STATE = "state.json";

  /** Copies the maps. */
  public Checkpoint {
    student = Collections.unmodifiableMap(new TreeMap<>(student));
    teacher = Collections.unmodifiableMap(new TreeMap<>(teacher));
    optimizer = Collections.unmodifiableMap(new TreeMap<>(optimizer));
  }

  /**
   * Reads a checkpoint's folder, after comparing every file with the manifest.
   *
   * @throws UserError of kind CHECKPOINT, if it is not whole
   * @throws IOException if reading fails
   */
  public static Checkpoint load(Path folder) throws IOException {
    verify(folder);
    return new Checkpoint(
        RunState.read(folder.resolve(STATE)),
        Safetensors.read(folder.resolve(STUDENT)),
        Safetensors.read(folder.resolve(TEACHER)),
        Safetensors.read(folder.resolve(OPTIMIZER)));
  }

  /**
   * Reads the student's parameters of a checkpoint's folder alone.
   *
   * @throws UserError of kind CHECKPOINT, if it is not whole
   * @throws IOException if reading fails
   */
  public static Map<String, Array> loadStudent(Path folder) throws IOException {
    verify(folder);
    return Safetensors.read(folder.resolve(STUDENT));
  }

  /**
   * Reads the teacher's parameters of a checkpoint's folder alone.
   *
   * @throws UserError of kind CHECKPOINT, if it is not whole
   * @throws IOException if reading fails
   */
  public static Map<String, Array> loadTeacher(Path folder) throws IOException {
    verify(folder);
    return Safetensors.read(folder.resolve(TEACHER));
  }

  static void verify(Path folder) throws IOException {
    Manifest.verify(folder, List.of(STATE, STUDENT, TEACHER, OPTIMIZER));
  }

  /** Writes all files into an empty folder, the manifest last, each one synced. */
  void write(Path folder) throws IOException {
    Map<String, String> metadata =
        Map.of("format", "d2v", "schema", Integer.toString(RunState.SCHEMA));
    Safetensors.write(folder.resolve(STUDENT), student, metadata);
    Safetensors.write(folder.resolve(TEACHER), teacher, metadata);
    Safetensors.write(folder.resolve(OPTIMIZER), optimizer, metadata);
    state.write(folder.resolve(STATE));
    for (String name : List.of(STUDENT, TEACHER, OPTIMIZER, STATE)) {
      Durable.sync(folder.resolve(name));
    }
    Manifest.write(folder);
    Durable.syncFolder(folder);
  }
}
