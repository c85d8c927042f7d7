package io.d2v.core.run;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was measured, in {@code metrics.jsonl}: one JSON object a line, whose numbers read back to
 * the same bits. What JSON has no number for is text: {@code "NaN"}, {@code "Infinity"}.
 */
public final class MetricsLog implements AutoCloseable {
  static final String STEP = "step";
  private static final int MOST_BYTES = 1 << 30; // a million lines have half as many
  private static final int MOST_OF_A_LINE = 1 << 16;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FileChannel channel;
  private final long last;

  private MetricsLog(FileChannel channel, long last) {
    this.channel = channel;
    this.last = last;
  }

  /**
   * One line.
   *
   * @param step updates made
   * @param values by name, in the order of the line
   */
  public record Entry(long step, Map<String, Double> values) {
    /** Copies the map. */
    public Entry {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /**
   * Opens the log of a run that goes on after a step. Later lines, and a last line that was not
   * finished, are cut off, so that the file becomes that of a run that never stopped.
   *
   * @param after updates made; 0 for a new run
   */
  public static MetricsLog open(Path file, long after) throws IOException {
    boolean begun = Files.exists(file);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (!begun) {
        Durable.syncName(file);
      }
      LogTail tail = LogTail.find(channel, after);
      channel.truncate(tail.end()).position(tail.end());
      return new MetricsLog(channel, tail.step());
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /** The step of the last line that there was when it was opened; -1 if there was none. */
  long last() {
    return last;
  }

  /** Adds a line. */
  public void write(long step, Map<String, ? extends Number> values) throws IOException {
    ObjectNode line = JSON.createObjectNode().put(STEP, step);
    put(line, values);
    Durable.writeFully(
        channel,
        ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /** What a line would say, for {@link #values}. */
  public static String text(Map<String, ? extends Number> values) {
    ObjectNode line = JSON.createObjectNode();
    put(line, values);
    return JSON.writeValueAsString(line);
  }

  /** What {@link #text} was made of: the same bits, in the same order. */
  public static Map<String, Number> values(String text) {
    Map<String, Number> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : JSON.readTree(text).properties()) {
      JsonNode value = field.getValue();
      values.put(
          field.getKey(),
          value.isIntegralNumber() ? (Number) value.longValue() : Double.valueOf(value.asString()));
    }
    return values;
  }

  /** Waits until every line is on the disk; a checkpoint is saved after this. */
  public void sync() throws IOException {
    channel.force(false);
  }

  /**
   * Reads a log; a last line that was not finished is left out.
   *
   * @throws UserError of kind CHECKPOINT, naming the line that is damaged
   */
  public static List<Entry> read(Path file) throws IOException {
    byte[] content = new SmallFile(file, MOST_BYTES, UserError.Kind.CHECKPOINT).bytes();
    List<Entry> entries = new ArrayList<>();
    int begin = 0;
    for (int at = 0; at < content.length; at++) {
      if (content[at] == '\n') {
        String text = new String(content, begin, at - begin, StandardCharsets.UTF_8);
        begin = at + 1;
        entries.add(parse(file, entries.size() + 1, text));
      }
    }
    return entries;
  }

  /**
   * The last whole line, found from the end; nothing where there is none or no log.
   *
   * @throws UserError of kind CHECKPOINT, if the file has lines, of which none is whole
   */
  public static Optional<Entry> last(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      LogTail tail = LogTail.find(channel, Long.MAX_VALUE);
      long begin = Math.max(0, tail.end() - MOST_OF_A_LINE);
      byte[] bytes = new byte[(int) (tail.end() - begin)];
      HeaderReader.readFully(channel, ByteBuffer.wrap(bytes), begin);
      String lines = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
      return Optional.of(parse(file, 0, lines.substring(lines.lastIndexOf('\n') + 1)));
    } catch (UserError unusual) {
      List<Entry> all = read(file); // or an error that says which line is damaged
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }
  }

  private static void put(ObjectNode line, Map<String, ? extends Number> values) {
    values.forEach((name, value) -> put(line, name, value));
  }

  private static void put(ObjectNode line, String name, Number value) {
    if (value instanceof Long || value instanceof Integer) {
      line.put(name, value.longValue());
    } else if (Double.isFinite(value.doubleValue())) {
      line.put(name, value.doubleValue());
    } else {
      line.put(name, Double.toString(value.doubleValue()));
    }
  }

  private static Entry parse(Path file, int number, String text) {
    try {
      JsonNode line = JSON.readTree(text);
      if (!line.path(STEP).isIntegralNumber()) {
        throw damaged(file, number, "there is no step");
      }
      Map<String, Double> values = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : line.properties()) {
        if (!field.getKey().equals(STEP)) {
          values.put(field.getKey(), Double.valueOf(field.getValue().asString()));
        }
      }
      return new Entry(line.path(STEP).longValue(), values);
    } catch (JacksonException | NumberFormatException broken) {
      throw damaged(file, number, "it is not a JSON object of numbers");
    }
  }

  private static UserError damaged(Path file, int line, String why) {
    return new UserError(
        UserError.Kind.CHECKPOINT,
        file + ":" + line + ": this line is damaged (" + why + "); remove it to go on without it");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
