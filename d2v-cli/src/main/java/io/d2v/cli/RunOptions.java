package io.d2v.cli;

import io.d2v.api.backend.Workers;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.EarlierRun;
import io.d2v.core.train.RunPlace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What a run's folder may hold already; mixed into commands that train. */
final class RunOptions {
  @ArgGroup @Nullable Choice choice;

  /** One of them. */
  static final class Choice {
    @Option(
        names = "--fresh",
        required = true,
        description = "Begin anew: refuse a folder that holds a run; nothing is overwritten.")
    boolean fresh;

    @Option(
        names = "--allow-change",
        required = true,
        description = "Go on although the recipe differs from the one that the run had so far.")
    boolean allowChange;
  }

  /** A folder with what it may hold, for a run that these workers make. */
  RunPlace place(Path run, Workers workers) {
    return new RunPlace(new RunFolder(run), allowed(), workers);
  }

  private EarlierRun allowed() {
    if (choice == null) {
      return EarlierRun.SAME_RECIPE;
    }
    return choice.fresh ? EarlierRun.NONE : EarlierRun.ANY_RECIPE;
  }
}
