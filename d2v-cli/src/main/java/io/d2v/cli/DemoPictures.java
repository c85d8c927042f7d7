package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.bench.report.Gallery;
import java.util.List;

/** Shows some samples of one kind of data, and what an encoder makes of them. */
interface DemoPictures {
  /** How many samples it shows. */
  int shown();

  /**
   * The pictures.
   *
   * @param data where the samples are from
   */
  List<Gallery> galleries(Dataset data, List<ShownSample> samples);
}
