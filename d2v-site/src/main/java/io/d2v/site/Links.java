package io.d2v.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The links of a site that was written.
 *
 * @param site its folder
 */
record Links(Path site) {
  private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]*)\"");

  /** Those that lead nowhere, one line each; the Javadoc's own are Javadoc's. */
  List<String> broken() throws IOException {
    List<Path> pages;
    try (Stream<Path> files = Files.walk(site)) {
      pages =
          files
              .filter(file -> file.toString().endsWith(".html"))
              .filter(file -> !site.relativize(file).startsWith(Layout.JAVADOC))
              .sorted()
              .toList();
    }
    Map<Path, Set<String>> ids = new HashMap<>();
    for (Path page : pages) {
      ids.put(page.normalize(), found(ID, page));
    }
    List<String> broken = new ArrayList<>();
    for (Path page : pages) {
      for (String address : found(ADDRESS, page)) {
        if (!address.matches("[a-z]+:.*") && !leads(page, address, ids)) {
          broken.add(site.relativize(page) + ": " + address);
        }
      }
    }
    return broken;
  }

  private static boolean leads(Path page, String address, Map<Path, Set<String>> ids) {
    int hash = address.indexOf('#');
    String file = hash < 0 ? address : address.substring(0, hash);
    Path target = (file.isEmpty() ? page : page.resolveSibling(file)).normalize();
    return hash < 0
        ? Files.isRegularFile(target)
        : ids.getOrDefault(target, Set.of()).contains(address.substring(hash + 1));
  }

  private static Set<String> found(Pattern pattern, Path page) throws IOException {
    Set<String> found = new HashSet<>();
    Matcher matcher = pattern.matcher(Files.readString(page));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
