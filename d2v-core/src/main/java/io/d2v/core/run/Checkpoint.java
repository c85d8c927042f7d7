package io.d2v.core.run;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a run needs to go on as if it had never stopped.
 *
 * @param state where it stands
 * @param recipe that it was made with, as YAML
 * @param student parameters, by path
 * @param teacher parameters, by path
 * @param optimizer its moments, by name
 */
public record Checkpoint(
    RunState state,
    String recipe,
    Map<String, Array> student,
    Map<String, Array> teacher,
    Map<String, Array> optimizer) {
  static final String STUDENT = "student.safetensors";
  static final String TEACHER = "teacher.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";
  static final String RECIPE = "recipe.yaml";

  /** Copies the maps. */
  public Checkpoint {
    student = Collections.unmodifiableMap(new TreeMap<>(student));
    teacher = Collections.unmodifiableMap(new TreeMap<>(teacher));
    optimizer = Collections.unmodifiableMap(new TreeMap<>(optimizer));
  }

  /**
   * Reads a checkpoint's folder, after comparing every file with the manifest.
   *
   * @throws UserError of kind CHECKPOINT, if it is not whole, or from a newer d2v
   * @throws IOException if reading fails
   */
  public static Checkpoint load(Path folder) throws IOException {
    verify(folder);
    return read(folder);
  }

  /** Reads a checkpoint's folder that was compared with its manifest just now. */
  static Checkpoint read(Path folder) throws IOException {
    Schema.Said said = Schema.read(folder);
    return new Checkpoint(
        said.state(),
        said.recipe().orElseThrow(),
        Safetensors.read(folder.resolve(STUDENT)),
        Safetensors.read(folder.resolve(TEACHER)),
        Safetensors.read(folder.resolve(OPTIMIZER)));
  }

  /**
   * Reads the student's parameters of a checkpoint's folder alone.
   *
   * @throws UserError of kind CHECKPOINT, if it is not whole, or from a newer d2v
   * @throws IOException if reading fails
   */
  public static Map<String, Array> loadStudent(Path folder) throws IOException {
    verify(folder);
    return Safetensors.read(folder.resolve(STUDENT));
  }

  /**
   * Reads the teacher's parameters of a checkpoint's folder alone.
   *
   * @throws UserError of kind CHECKPOINT, if it is not whole, or from a newer d2v
   * @throws IOException if reading fails
   */
  public static Map<String, Array> loadTeacher(Path folder) throws IOException {
    verify(folder);
    return Safetensors.read(folder.resolve(TEACHER));
  }

  /**
   * Reads the recipe that a checkpoint was made with, as YAML, and no more than that.
   *
   * @throws UserError of kind CHECKPOINT, if it is from a newer d2v
   * @throws IOException if reading fails
   */
  public static String loadRecipe(Path folder) throws IOException {
    return Schema.read(folder).recipe().orElseThrow();
  }

  /** Compares every file of a checkpoint's folder with the manifest. */
  static void verify(Path folder) throws IOException {
    Set<String> named = Manifest.verify(folder, Schema.files(1));
    for (String file : Schema.files(StateFile.read(folder).schema())) {
      if (!named.contains(file)) {
        throw Manifest.invalid(folder, "its manifest does not name " + file);
      }
    }
  }

  /** Writes all files into an empty folder, the manifest last, each one synced. */
  void write(Path folder) throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    digests.put(STUDENT, write(folder.resolve(STUDENT), student));
    digests.put(TEACHER, write(folder.resolve(TEACHER), teacher));
    digests.put(OPTIMIZER, write(folder.resolve(OPTIMIZER), optimizer));
    digests.put(RECIPE, write(folder.resolve(RECIPE), recipe));
    digests.put(StateFile.NAME, write(folder.resolve(StateFile.NAME), StateFile.text(state)));
    Manifest.write(folder, digests);
    Durable.syncFolder(folder);
  }

  private static String write(Path path, Map<String, Array> arrays) throws IOException {
    try (HashedFile file = HashedFile.create(path)) {
      Safetensors.write(
          file, arrays, Map.of("format", "d2v", "schema", Integer.toString(Schema.NOW)));
      return file.sync();
    }
  }

  private static String write(Path path, String text) throws IOException {
    try (HashedFile file = HashedFile.create(path)) {
      Durable.writeFully(file, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      return file.sync();
    }
  }
}
