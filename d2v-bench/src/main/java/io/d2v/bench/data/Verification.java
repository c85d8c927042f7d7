package io.d2v.bench.data;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.MissingPart;
import io.d2v.api.UserError;
import io.d2v.bench.data.PartReport.Contents;
import io.d2v.bench.data.PartReport.Reading;
import io.d2v.core.data.EvaluationFeeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Quarantine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Looks whether data is whole.
 *
 * @param threads that read samples
 * @param quick whether checksums and headers are enough
 */
public record Verification(int threads, boolean quick, Meter meter) {
  /** Looks at all of it. */
  public Findings run(Subject subject) throws IOException, InterruptedException {
    List<FileReport> files = new ArrayList<>();
    for (FoundFile file : subject.files()) {
      files.add(file.check(meter));
    }
    List<PartReport> parts = new ArrayList<>();
    for (SampleSet set : subject.sets()) {
      if (set.need() == SampleSet.Need.IN_PLACE_OF_PARTS && !parts.isEmpty()) {
        continue;
      }
      part(subject, set).filter(report -> isNew(report, parts)).ifPresent(parts::add);
    }
    return new Findings(subject, files, parts);
  }

  /** What is wrong with an archive that parts lie in is said once. */
  private static boolean isNew(PartReport report, List<PartReport> before) {
    return report.set().need() != SampleSet.Need.OPTIONAL
        || report.problem().isEmpty()
        || before.stream().noneMatch(one -> one.problem().equals(report.problem()));
  }

  /** What is found in a part; nothing where the data does not come in it. */
  private Optional<PartReport> part(Subject subject, SampleSet set) throws InterruptedException {
    try (Dataset dataset = set.opening().open()) {
      Contents contents =
          new Contents(
              dataset.size(),
              dataset.classes().size(),
              SampleSet.bad(dataset),
              hours(dataset, subject.hour()));
      Optional<Reading> reading =
          quick ? Optional.empty() : Optional.of(reading(set.name(), dataset, subject.encoder()));
      return Optional.of(new PartReport(set, contents, reading, Optional.empty()));
    } catch (MissingPart none) {
      return set.need() == SampleSet.Need.OPTIONAL
          ? Optional.empty()
          : Optional.of(PartReport.unopened(set, String.valueOf(none.getMessage())));
    } catch (UserError unreadable) {
      if (unreadable.kind() != UserError.Kind.DATA) {
        throw unreadable;
      }
      return Optional.of(PartReport.unopened(set, String.valueOf(unreadable.getMessage())));
    } catch (IOException unreadable) {
      return Optional.of(PartReport.unopened(set, set.path() + ": " + unreadable.getMessage()));
    }
  }

  private Reading reading(String name, Dataset dataset, Optional<Encoder> encoder)
      throws InterruptedException {
    long start = System.nanoTime();
    List<String> damaged;
    meter.begin(name, dataset.size(), Meter.Unit.SAMPLES);
    try {
      damaged = encoder.isPresent() ? prepare(dataset, encoder.get()) : read(dataset);
    } finally {
      meter.end();
    }
    double rate = dataset.size() / ((System.nanoTime() - start) / 1e9);
    return new Reading(
        encoder.isPresent() ? OptionalDouble.of(rate) : OptionalDouble.empty(), damaged);
  }

  /** Prepares every sample as evaluation does; gives the damaged ones. */
  private List<String> prepare(Dataset dataset, Encoder encoder) throws InterruptedException {
    Quarantine damaged = new Quarantine(dataset.size(), 1);
    FeederSettings oneByOne = new FeederSettings(1, threads, 0);
    try (EvaluationFeeder feeder = new EvaluationFeeder(dataset, encoder, damaged, oneByOne)) {
      for (Optional<EvaluationFeeder.Rows> rows = feeder.next();
          rows.isPresent();
          rows = feeder.next()) {
        meter.advance(rows.get().samples().size());
      }
    }
    return damaged.damaged().stream().map(Quarantine.Damaged::reason).toList();
  }

  private List<String> read(Dataset dataset) {
    List<String> damaged = new ArrayList<>();
    for (long index = 0; index < dataset.size(); index++) {
      try {
        dataset.read(index);
      } catch (IOException e) {
        damaged.add("sample " + index + ": " + e.getMessage());
      }
      meter.advance(1);
    }
    return damaged;
  }

  private static OptionalDouble hours(Dataset dataset, OptionalLong hour) {
    if (hour.isEmpty()) {
      return OptionalDouble.empty();
    }
    double length = 0;
    for (long index = 0; index < dataset.size(); index++) {
      length += dataset.length(index).orElse(0);
    }
    return OptionalDouble.of(length / hour.getAsLong());
  }
}
