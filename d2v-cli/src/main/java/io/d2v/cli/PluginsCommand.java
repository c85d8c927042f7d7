package io.d2v.cli;

import io.d2v.core.plugins.Plugin;
import io.d2v.core.plugins.Plugins;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the plugins that were found. */
@Command(
    name = "plugins",
    description =
        "List what was found: modalities, maskers, target builders, tokenizers, backends.",
    mixinStandardHelpOptions = true)
final class PluginsCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Plugins plugins = Wiring.make(Plugins.class);
    String format = "%-16s %-16s %-28s %-16s %s%n";
    out.printf(format, "KIND", "NAME", "MODULE", "VERSION", "JAR");
    for (Plugin part : plugins.list()) {
      out.printf(
          format, part.kind().word(), part.name(), part.module(), part.version(), part.jar());
    }
    plugins.broken().forEach(problem -> out.println("not loaded: " + problem));
    out.flush();
    return 0;
  }
}
