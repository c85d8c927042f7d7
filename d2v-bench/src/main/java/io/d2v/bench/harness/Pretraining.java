package io.d2v.bench.harness;

import io.d2v.core.run.Effort;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What a checkpoint has learned from without labels, and what that cost, in words. */
public final class Pretraining {
  private Pretraining() {}

  /**
   * Of a run's or checkpoint's folder, or one of other software's, which says nothing.
   *
   * @param paper whose budget it is a share of
   */
  public static String of(Path checkpoint, Method method, PaperBudget paper) throws IOException {
    Optional<RunFolder> run = RunFolder.find(checkpoint);
    if (run.isEmpty()) {
      return checkpoint.getFileName() + ", pre-trained elsewhere";
    }
    String data = data(run.get());
    Path own = checkpoint.toAbsolutePath().normalize();
    if (!own.equals(run.get().path())
        && !run.get().checkpoints().newest().equals(Optional.of(own))) {
      return data + ", up to " + own.getFileName() + "; what it cost until then was not recorded";
    }
    Effort effort = run.get().effort();
    return effort.samples() == 0
        ? data + "; what it cost was not recorded"
        : String.format(
            Locale.ROOT,
            "%s; %s, %s of %s",
            data,
            Cost.of(effort),
            paper.share(effort.samples(), method),
            paper.words());
  }

  private static String data(RunFolder run) throws IOException {
    return Provenance.source(run).map(Pretraining::words).orElse("data that was not recorded");
  }

  private static String words(Provenance.Source data) {
    String path = data.path().replaceAll("[/\\\\]+$", "");
    return String.format(
        Locale.ROOT,
        "%,d samples of %s",
        data.samples(),
        path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
  }
}
