package io.d2v.files;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which files belong to which class, by their folders: {@code train/cat/1.jpg}, {@code cat/1.jpg}
 * or {@code 1.jpg}, below any folder that holds them all.
 *
 * @param files of the chosen part: name to class, in the names' order
 * @param classes of all parts, sorted, so that a class has one number in all of them
 */
public record FolderLayout(Map<String, Optional<String>> files, List<String> classes) {
  private static final Set<String> TRAIN = Set.of("train", "training");
  private static final Set<String> TEST = Set.of("test", "testing", "val", "valid", "validation");

  /** The layout of these files; without any file where the part does not exist. */
  public static FolderLayout of(Collection<String> names, Split split) {
    String common = commonFolders(names);
    Set<String> parts = new TreeSet<>();
    for (String name : names) {
      parts.add(part(name.substring(common.length())));
    }
    Optional<String> chosen = choose(parts, split);
    Map<String, Optional<String>> files = new TreeMap<>();
    Set<String> classes = new TreeSet<>();
    for (String name : names) {
      String rest = name.substring(common.length());
      String part = part(rest);
      String inPart = part.isEmpty() ? rest : rest.substring(part.length() + 1);
      Optional<String> folder = first(inPart);
      folder.ifPresent(classes::add);
      if (chosen.isPresent() && (chosen.get().isEmpty() || chosen.get().equals(part))) {
        files.put(name, folder);
      }
    }
    return new FolderLayout(files, List.copyOf(classes));
  }

  /** The part's name; empty for everything. */
  private static Optional<String> choose(Set<String> parts, Split split) {
    Optional<String> train = parts.stream().filter(p -> is(p, TRAIN)).findFirst();
    Optional<String> test = parts.stream().filter(p -> is(p, TEST)).findFirst();
    return switch (split) {
      case AUTO -> Optional.of(train.orElse(""));
      case TRAIN -> train;
      case TEST -> test;
    };
  }

  private static String part(String name) {
    return first(name).filter(folder -> is(folder, TRAIN) || is(folder, TEST)).orElse("");
  }

  private static boolean is(String folder, Set<String> part) {
    return part.contains(folder.toLowerCase(Locale.ROOT));
  }

  /** The folders, but for a part's, that hold all files and so tell nothing about them. */
  private static String commonFolders(Collection<String> names) {
    String common = "";
    while (true) {
      int from = common.length();
      Set<String> folders =
          names.stream()
              .map(name -> first(name.substring(from)).orElse(""))
              .collect(Collectors.toSet());
      String only = folders.size() == 1 ? folders.iterator().next() : "";
      if (only.isEmpty() || !part(only + "/").isEmpty()) {
        return common;
      }
      common += only + "/";
    }
  }

  private static Optional<String> first(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of(name.substring(0, slash));
  }
}
