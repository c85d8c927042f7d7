package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how two runs differ. */
@Command(
    name = "diff",
    description = {
      "Show how two runs differ: settings, what they were made with and of "
          + "(versions, device, data), what was measured last.",
      "The exit code is 0 whether they differ or not."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v runs diff runs/first runs/second"})
final class RunsDiffCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run's folder.")
  Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "OTHER", description = "Another run's folder.")
  Path second = Path.of("");

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    RunFolder a = RunFolder.of(first);
    RunFolder b = RunFolder.of(second);
    RunSummary before = whole(a);
    RunSummary after = whole(b);
    differences(out, "settings", before.recipe(), after.recipe());
    differences(out, "made of", Provenance.facts(a), Provenance.facts(b));
    differences(
        out,
        "last measured (step " + before.step() + " -> step " + after.step() + ")",
        RunsCommand.last(before),
        RunsCommand.last(after));
    out.flush();
    return 0;
  }

  private static RunSummary whole(RunFolder run) {
    RunSummary summary = RunsCommand.summary(run);
    if (summary.state() == RunSummary.State.BROKEN) {
      throw new UserError(UserError.Kind.CHECKPOINT, run.path() + " is broken: " + summary.note());
    }
    return summary;
  }

  private static void differences(
      PrintWriter out, String title, Map<String, String> before, Map<String, String> after) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> before.containsKey(name) && before.get(name).equals(after.get(name)));
    out.println(title + (names.isEmpty() ? ": the same" : ""));
    for (String name : names) {
      out.print(
          Failure.printable(
              String.format(
                  "  %-32s %s -> %s%n",
                  name, before.getOrDefault(name, "(none)"), after.getOrDefault(name, "(none)"))));
    }
  }
}
