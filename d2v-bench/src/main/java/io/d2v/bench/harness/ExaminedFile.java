package io.d2v.bench.harness;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import io.d2v.bench.result.Examined;
import io.d2v.core.run.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was found of a finished run, kept so that a benchmark that goes on does not look again.
 *
 * @param key what it depends on; found under another key it does not count
 */
record ExaminedFile(Path path, String key) {
  private static final int MOST_BYTES = 256 << 20; // with what was misheard
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String KEY = "key";
  private static final String EXAMINED = "examined";

  /** Nothing where there is none, or none of this key. */
  Optional<Examined> read() throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      JsonNode stored =
          JSON.readTree(new SmallFile(path, MOST_BYTES, UserError.Kind.CHECKPOINT).text());
      return stored.path(KEY).asString("").equals(key)
          ? Optional.of(JSON.treeToValue(stored.required(EXAMINED), Examined.class))
          : Optional.empty();
    } catch (JacksonException damaged) {
      return Optional.empty();
    }
  }

  void write(Examined examined) throws IOException {
    ObjectNode stored = JSON.createObjectNode().put(KEY, key);
    stored.set(EXAMINED, JSON.valueToTree(examined));
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(stored) + "\n";
    Durable.write(path, text.getBytes(StandardCharsets.UTF_8));
  }
}
