package io.d2v.cli;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Finding;
import io.d2v.core.plugins.Plugin;
import io.d2v.core.plugins.Plugins;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks whether all that d2v needs is there, and says what to do. */
@Command(
    name = "doctor",
    description = {
      "Look at Java, processor, memory, threads, disk, plugins, TensorFlow and GPU, "
          + "and compute something small that is known.",
      "What is amiss is said with what to do. Exit code: 0 where nothing fails "
          + "(warnings are no failures), else that of the first failure: 5 where runs "
          + "can't be written, 6 for plugins, 7 for device or memory."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  d2v doctor", "  d2v doctor --run runs/ --json"})
final class DoctorCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Spec CommandSpec spec;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description = "Where runs will be written; this folder otherwise.")
  Path run = Path.of("");

  @Option(names = "--json", description = "Print one object of JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    List<Diagnosis> found = look(Wiring.make(spec, Plugins.class));
    ExitCode code =
        found.stream()
            .filter(Diagnosis::failed)
            .map(Diagnosis::code)
            .findFirst()
            .orElse(ExitCode.DONE);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? json(found, code) + "\n" : Failure.printable(text(found)));
    out.flush();
    return code.number();
  }

  private List<Diagnosis> look(Plugins plugins) throws IOException {
    List<Diagnosis> found = new ArrayList<>();
    new MachineDoctor(LinuxMachine.ofThisProcess(), Runtime.getRuntime())
        .findings()
        .forEach(finding -> found.add(new Diagnosis(finding, ExitCode.DEVICE)));
    found.add(new Diagnosis(DiskDoctor.look(run), ExitCode.RUN));
    of(plugins).forEach(finding -> found.add(new Diagnosis(finding, ExitCode.PLUGIN)));
    for (Backend.Provider backend : plugins.backends()) {
      found.addAll(BackendDoctor.look(backend));
    }
    return found;
  }

  private static List<Finding> of(Plugins plugins) {
    String what = "plugins";
    List<Finding> found = new ArrayList<>();
    plugins
        .broken()
        .forEach(
            broken ->
                found.add(
                    Finding.failure(
                        what, "not loaded: " + broken, "remove it, or take one for this d2v")));
    plugins
        .ambiguous()
        .forEach(
            names -> found.add(Finding.failure(what, names.replace("\n", ""), "see d2v plugins")));
    if (plugins.backends().isEmpty()) {
      found.add(
          Finding.failure(
              what,
              "none of them is a backend, so nothing can be computed",
              "put d2v-tf-backend on the module path"));
    }
    if (found.isEmpty()) {
      found.add(
          Finding.ok(
              what,
              plugins.list().size()
                  + " found, among them "
                  + plugins.list().stream()
                      .filter(part -> part.kind() == Plugin.Kind.MODALITY)
                      .map(Plugin::name)
                      .collect(Collectors.joining(", "))));
    }
    return found;
  }

  private static String text(List<Diagnosis> found) {
    StringBuilder text = new StringBuilder();
    for (Diagnosis one : found) {
      Finding finding = one.finding();
      text.append(String.format("%-8s %-12s %s%n", word(finding), finding.what(), finding.found()));
      if (!finding.advice().isEmpty()) {
        text.append(String.format("%-8s %-12s -> %s%n", "", "", finding.advice()));
      }
    }
    return text.toString();
  }

  private static String json(List<Diagnosis> found, ExitCode code) {
    ObjectNode report = JSON.createObjectNode().put("exit_code", code.number());
    ArrayNode findings = report.putArray("findings");
    for (Diagnosis one : found) {
      Finding finding = one.finding();
      findings
          .addObject()
          .put("what", finding.what())
          .put("level", word(finding))
          .put("found", finding.found())
          .put("advice", finding.advice());
    }
    return JSON.writeValueAsString(report);
  }

  private static String word(Finding finding) {
    return finding.level().name().toLowerCase(Locale.ROOT);
  }
}
