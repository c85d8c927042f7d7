package io.d2v.bench.data;

import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was found, for programs. */
final class FindingsJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private FindingsJson() {}

  static String of(Findings findings) {
    ObjectNode root = JSON.createObjectNode();
    root.put("data", findings.subject().name());
    root.put("path", findings.subject().path().toString());
    root.put("sound", findings.sound());
    ArrayNode files = root.putArray("files");
    findings.files().forEach(file -> put(files.addObject(), file));
    ArrayNode parts = root.putArray("parts");
    findings.parts().forEach(part -> put(parts.addObject(), part));
    ArrayNode absent = root.putArray("absent");
    findings.absent().forEach(absent::add);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void put(ObjectNode node, FileReport report) {
    FoundFile file = report.file();
    node.put("file", file.path().toString());
    node.put("bytes", file.bytes());
    node.put("match", report.match().name().toLowerCase(Locale.ROOT));
    if (file.known().isPresent()) {
      node.put("published", file.known().get().file());
      file.known().get().bytes().ifPresent(bytes -> node.put("published_bytes", bytes));
      node.put("source", file.known().get().source());
    }
  }

  private static void put(ObjectNode node, PartReport part) {
    node.put("part", part.set().name());
    node.put("path", part.set().path().toString());
    part.set().samples().ifPresent(samples -> node.put("published_samples", samples));
    part.set().classes().ifPresent(classes -> node.put("published_classes", classes));
    if (part.problem().isPresent()) {
      node.put("problem", part.problem().get());
      return;
    }
    node.put("samples", part.contents().samples());
    node.put("classes", part.contents().classes());
    node.put("bad_lines", part.contents().bad());
    part.contents().hours().ifPresent(hours -> node.put("hours", hours));
    node.put("read", part.reading().isPresent());
    if (part.reading().isPresent()) {
      part.reading().get().rate().ifPresent(rate -> node.put("samples_per_s", rate));
      ArrayNode damaged = node.putArray("damaged");
      part.damaged().forEach(damaged::add);
    }
  }
}
