package io.d2v.cli;

import io.d2v.core.plugins.Plugin;
import io.d2v.core.plugins.Plugins;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the plugins that were found. */
@Command(
    name = "plugins",
    description =
        "List what was found, in which jar, and what could not be loaded: then it "
            + "ends with code 6, where other commands go on without.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  d2v plugins", "  d2v plugins --plugins build/plugins"})
final class PluginsCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Plugins plugins = Wiring.make(spec, Plugins.class);
    String format = "%-16s %-16s %-28s %-16s %s%n";
    out.printf(format, "KIND", "NAME", "MODULE", "VERSION", "JAR");
    for (Plugin part : plugins.list()) {
      out.printf(
          format, part.kind().word(), part.name(), part.module(), part.version(), part.jar());
    }
    List<String> problems = new ArrayList<>(plugins.ambiguous());
    plugins.broken().forEach(broken -> problems.add("not loaded: " + broken));
    problems.forEach(out::println);
    out.flush();
    return (problems.isEmpty() ? ExitCode.DONE : ExitCode.PLUGIN).number();
  }
}
