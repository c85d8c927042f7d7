package io.d2v.cli;

import io.d2v.core.run.KeptUpdate;
import io.d2v.core.train.Replay;
import io.d2v.core.train.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was found of an update that was made again, for people. */
record ReplayText(KeptUpdate kept, Replay.Replayed again) {
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("step " + kept.step() + ", kept as: " + kept.reason());
    long between = kept.step() - 1 - again.from();
    lines.add(
        between == 0
            ? "with the weights that it was made with"
            : "with the weights after step "
                + again.from()
                + "; with --exact the "
                + between
                + " updates in between are made as well");
    lines.add(String.format(Locale.ROOT, "%-16s %14s %14s", "", "in the run", "again"));
    kept.measured()
        .forEach(
            (name, before) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "%-16s %14.6g %14.6g",
                        name,
                        before,
                        again.measured().getOrDefault(name, Double.NaN))));
    again.batches().forEach(found -> batch(found, lines));
    return lines;
  }

  private static void batch(Replay.Replayed.Found found, List<String> lines) {
    KeptUpdate.KeptBatch batch = found.batch();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "batch %d, epoch %d, dropout key %016x, %d samples: %s",
            batch.number(),
            batch.epoch(),
            batch.dropout(),
            batch.samples().size(),
            batch.samples().stream()
                .map(sample -> sample.index() + " " + sample.id())
                .collect(Collectors.joining(", "))));
    lines.add(
        found
            .trace()
            .firstNotFinite()
            .map(
                value ->
                    String.format(
                        Locale.ROOT,
                        "first not finite: %s of %s (%s), %d of %d entries",
                        value.operation(),
                        value.part(),
                        value.madeBy(),
                        value.notFinite(),
                        value.entries()))
            .orElse("all values of the forward pass are finite"));
    lines.add(
        String.format(
            Locale.ROOT, "%-48s %12s %12s %12s", "forward", "not finite", "of", "largest"));
    for (Trace.Value value : found.trace().parts()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-48s %12d %12d %12.4g",
              value.part(),
              value.notFinite(),
              value.entries(),
              value.largest()));
    }
    lines.add(String.format(Locale.ROOT, "%-48s %12s", "gradient of the summed loss", "norm"));
    found
        .trace()
        .gradients()
        .forEach((part, norm) -> lines.add(String.format(Locale.ROOT, "%-48s %12.4g", part, norm)));
  }
}
