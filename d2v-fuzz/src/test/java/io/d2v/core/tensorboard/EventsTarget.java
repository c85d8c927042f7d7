package io.d2v.core.tensorboard;

import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@link RecordFile}: what is left of a file is its beginning, and stays as it is. */
public final class EventsTarget implements Target {
  private static final String NAME = "events.out.tfevents.1";

  @Override
  public List<byte[]> seeds() throws IOException {
    Path file = Scratch.file(NAME, new byte[0]);
    Files.delete(file);
    try (RecordFile events = RecordFile.create(file)) {
      events.write(Events.version(1.5));
      events.write(Events.start(1.5, 1));
      events.write(Events.scalars(2, 1, Map.of("loss", 0.5)));
    }
    return List.of(Files.readAllBytes(file));
  }

  @Override
  public void read(byte[] input) throws IOException {
    Path file = Scratch.file(NAME, input);
    RecordFile.mend(file);
    long left = Files.size(file);
    RecordFile.mend(file);
    if (Files.size(file) != left || left > input.length) {
      throw new IllegalStateException("cut to " + left + ", then to " + Files.size(file));
    }
  }
}
