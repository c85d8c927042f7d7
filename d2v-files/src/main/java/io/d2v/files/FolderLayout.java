package io.d2v.files;

import io.d2v.files.names.NameBlock;
import io.d2v.files.names.Names;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which files belong to which class, by their folders: {@code train/cat/1.jpg}, {@code cat/1.jpg}
 * or {@code 1.jpg}, below any folder that holds them all.
 */
public final class FolderLayout {
  private static final Set<String> TRAIN = Set.of("train", "training");
  private static final Set<String> TEST = Set.of("test", "testing", "val", "valid", "validation");
  private static final int NONE = -1;
  private static final String WHERE = "the data set"; // its folder is not known here

  private final Names names;
  private final int[] labels; // numbers of classes: objects would take 100 MB for ImageNet
  private final List<String> classes;

  private FolderLayout(Names names, int[] labels, List<String> classes) {
    this.names = names;
    this.labels = labels;
    this.classes = classes;
  }

  /** The layout of these files; without any file where the part does not exist. */
  public static FolderLayout of(Collection<String> names, Split split) {
    String common = commonFolders(names);
    Set<String> parts = new TreeSet<>();
    for (String name : names) {
      parts.add(part(name.substring(common.length())));
    }
    Optional<String> chosen = choose(parts, split);
    NameBlock files = new NameBlock(WHERE);
    int[] found = new int[names.size()];
    Map<String, Integer> numbers = new HashMap<>(); // as classes come, before they are sorted
    for (String name : names) {
      String rest = name.substring(common.length());
      String part = part(rest);
      String inPart = part.isEmpty() ? rest : rest.substring(part.length() + 1);
      Optional<Integer> number =
          first(inPart).map(folder -> numbers.computeIfAbsent(folder, f -> numbers.size()));
      if (chosen.isPresent() && (chosen.get().isEmpty() || chosen.get().equals(part))) {
        found[files.size()] = number.orElse(NONE);
        files.add(name);
      }
    }
    List<String> classes = List.copyOf(new TreeSet<>(numbers.keySet()));
    int[] sorted = new int[numbers.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[numbers.getOrDefault(classes.get(i), i)] = i;
    }
    int[] order = files.order();
    int[] labels =
        Arrays.stream(order).map(i -> found[i] == NONE ? NONE : sorted[found[i]]).toArray();
    return new FolderLayout(files.names(order), labels, classes);
  }

  /** The names of the chosen part's files, sorted. */
  public List<String> names() {
    return names;
  }

  /** The number of a file's class among {@link #classes()}, by its place in {@link #names()}. */
  public OptionalInt label(int file) {
    return labels[file] == NONE ? OptionalInt.empty() : OptionalInt.of(labels[file]);
  }

  /** The classes of all parts, sorted, so that a class has one number in all of them. */
  public List<String> classes() {
    return classes;
  }

  /** The chosen part's files and their classes, in the names' order. */
  public Map<String, Optional<String>> files() {
    return new AbstractMap<>() {
      @Override
      public Set<Entry<String, Optional<String>>> entrySet() {
        return new ClassedFiles(FolderLayout.this);
      }
    };
  }

  /** Some of the files, in the same classes. */
  public FolderLayout only(Predicate<String> wanted) {
    int[] kept = IntStream.range(0, names.size()).filter(i -> wanted.test(names.get(i))).toArray();
    return new FolderLayout(
        Names.of(WHERE, Arrays.stream(kept).mapToObj(names::get)),
        Arrays.stream(kept).map(i -> labels[i]).toArray(),
        classes);
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
