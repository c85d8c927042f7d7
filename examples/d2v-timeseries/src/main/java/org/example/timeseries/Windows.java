package org.example.timeseries;

import io.d2v.api.Dataset;
import io.d2v.api.Default;
import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Pieces of equal length of one or more series; the series is a piece's class. */
final class Windows implements Dataset {
  private final List<Series> series = new ArrayList<>();
  private final List<Start> starts = new ArrayList<>();
  private final Choice choice;

  /** Where a piece begins. */
  private record Start(int series, int row) {}

  /**
   * The recipe's {@code data} section.
   *
   * @param columns which are read, in this order
   * @param window times in a piece
   * @param stride times from one piece to the next
   */
  record Choice(List<String> columns, @Default("64") int window, @Default("8") int stride) {
    Choice {
      if (columns.isEmpty() || window < 1 || stride < 1) {
        throw new IllegalArgumentException(
            "there is at least one column, and window and stride are at least 1");
      }
    }
  }

  private Windows(Choice choice) {
    this.choice = choice;
  }

  static Windows open(Path source, Choice choice) throws IOException {
    Windows windows = new Windows(choice);
    for (Path file : files(source)) {
      Series read = Series.read(file, choice.columns());
      for (int row = 0; row + choice.window() <= read.rows().length; row += choice.stride()) {
        windows.starts.add(new Start(windows.series.size(), row));
      }
      windows.series.add(read);
    }
    if (windows.starts.isEmpty()) {
      throw new UserError(
          UserError.Kind.DATA,
          source + ": no CSV file here has " + choice.window() + " lines; see data.window");
    }
    return windows;
  }

  private static List<Path> files(Path source) throws IOException {
    if (Files.isRegularFile(source)) {
      return List.of(source);
    }
    if (!Files.isDirectory(source)) {
      throw new UserError(UserError.Kind.DATA, source + ": there is no such file or folder");
    }
    try (Stream<Path> files = Files.list(source)) {
      return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
  }

  @Override
  public long size() {
    return starts.size();
  }

  @Override
  public List<String> classes() {
    return series.stream().map(Series::name).toList();
  }

  @Override
  public Sample read(long index) {
    Start start = starts.get((int) index);
    Series from = series.get(start.series());
    return new Sample(
        from.name() + ":" + start.row(),
        new Sample.Values(
            Array.of(
                Shape.of(choice.window(), choice.columns().size()),
                from.window(start.row(), choice.window()))),
        OptionalInt.of(start.series()));
  }

  @Override
  public void close() {}
}
