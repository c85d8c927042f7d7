package io.d2v.bench.data;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What was found. */
public record Findings(Subject subject, List<FileReport> files, List<PartReport> parts) {
  /** Copies the lists. */
  public Findings {
    files = List.copyOf(files);
    parts = List.copyOf(parts);
  }

  /** Whether there is something, and all of it can be read; not whether it is as published. */
  public boolean sound() {
    return !parts.isEmpty() && parts.stream().allMatch(PartReport::sound);
  }

  /** For people. */
  public String text() {
    return new FindingsText(this).toString();
  }

  /** For programs. */
  public String json() {
    return FindingsJson.of(this);
  }

  /** Published parts that are not there, by name; not those in an archive that can't be opened. */
  List<String> absent() {
    Set<String> there = parts.stream().map(part -> part.set().name()).collect(Collectors.toSet());
    return subject.known().stream()
        .flatMap(file -> file.samples().keySet().stream())
        .filter(name -> !there.contains(name) && !there.contains(name.split(" ", 2)[0]))
        .toList();
  }
}
