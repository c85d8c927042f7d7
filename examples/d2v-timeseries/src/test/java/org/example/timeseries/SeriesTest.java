package org.example.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesTest {
  @TempDir Path folder;

  @Test
  void columnsAreTakenByTheirNames() throws IOException {
    Path file = Files.writeString(folder.resolve("river.csv"), "day,level,rain\n1,2,0\n2,2.5,4\n");
    Series series = Series.read(file, List.of("rain", "level"));
    assertThat(series.name()).isEqualTo("river");
    assertThat(series.window(0, 2)).containsExactly(0, 2, 4, 2.5f);
  }

  @Test
  void aWrongLineIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("river.csv"), "day,level\n1,2\n2,high\n");
    assertThatThrownBy(() -> Series.read(file, List.of("level")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("river.csv:3: no number in column 2");
    assertThatThrownBy(() -> Series.read(file, List.of("rain")))
        .hasMessageContaining("there is no column rain in [day, level]");
  }
}
