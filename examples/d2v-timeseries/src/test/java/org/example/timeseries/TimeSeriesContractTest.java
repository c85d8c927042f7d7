package org.example.timeseries;

import io.d2v.testkit.GivenSettings;
import io.d2v.testkit.ModalityContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class TimeSeriesContractTest extends ModalityContract {
  @TempDir private Path folder;

  @Override
  protected Subject subject() {
    try {
      Path file = folder.resolve("river.csv");
      Files.writeString(file, "day,level,rain\n1,2,0\n2,2.5,4\n3,3,1\n4,2.5,0\n5,2,0\n6,1,9\n");
      return new Subject(
          new TimeSeries(),
          folder,
          GivenSettings.of(new Windows.Choice(List.of("level", "rain"), 4, 1)),
          GivenSettings.of(new WindowEncoder.Choice(4, 2, List.of(2.0, 1.0), List.of(1.0, 3.0))),
          GivenSettings.of(new GapMasker.Choice(0.5)),
          GivenSettings.of());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
