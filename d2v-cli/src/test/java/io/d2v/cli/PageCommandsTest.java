package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each command of a page is one that some test runs, or it is said why none does. */
final class PageCommandsTest {
  private static final Path ELSEWHERE =
      Path.of("src/test/resources/io/d2v/cli/not-in-transcripts.txt");
  private static final Pattern TEST = Pattern.compile("\\w+Test");

  private static final Map<String, String> OF_PAGES = new LinkedHashMap<>();
  private static final List<TranscriptEntry> RUN = new ArrayList<>();
  private static List<TranscriptEntry> elsewhere = List.of();

  @BeforeAll
  static void read() throws IOException {
    for (Page page : Page.all()) {
      if (!TutorialTest.PAGES.contains(page.file().getFileName().toString())) {
        page.commands().forEach(line -> OF_PAGES.putIfAbsent(line.command(), line.where()));
      }
    }
    Transcript.all().forEach(transcript -> RUN.addAll(transcript.entries()));
    RUN.removeIf(entry -> !entry.page());
    elsewhere = Transcript.of(ELSEWHERE).entries();
  }

  @Test
  void eachCommandOfAPageIsInATranscript() {
    Set<String> known = known().map(PageCommandsTest::command).collect(Collectors.toSet());
    Map<String, String> missing = new LinkedHashMap<>(OF_PAGES);
    missing.keySet().removeAll(known);
    assertThat(missing)
        .as("commands that no test runs; CONTRIBUTING.md says how to add them")
        .isEmpty();
  }

  @Test
  void eachCommandOfATranscriptIsOnAPage() {
    assertThat(known())
        .as("commands that no page has any more; with %% in place of $ they may stay for others")
        .allMatch(entry -> OF_PAGES.containsKey(command(entry)));
  }

  @Test
  void eachIsThereOnce() {
    Set<String> seen = new HashSet<>();
    assertThat(known()).allMatch(entry -> seen.add(command(entry)));
  }

  @Test
  void whatIsNotRunHasAReasonAndNamesTestsThatThereAre() throws IOException {
    Set<String> tests = new HashSet<>();
    try (Stream<Path> modules = Files.list(Page.ROOT)) {
      for (Path module :
          modules.map(path -> path.resolve("src/test/java")).filter(Files::isDirectory).toList()) {
        try (Stream<Path> files = Files.walk(module)) {
          files.forEach(file -> tests.add(file.getFileName().toString()));
        }
      }
    }
    for (TranscriptEntry entry : elsewhere) {
      String reason = String.join(" ", entry.prints().lines());
      assertThat(reason).as(entry.title()).isNotBlank();
      assertThat(TEST.matcher(reason).results().map(test -> test.group() + ".java"))
          .as(entry.title())
          .allMatch(tests::contains);
    }
  }

  @Test
  void anOutputIsOfOneCommand() throws IOException {
    for (Page.Shown shown : Page.shownOnAll()) {
      assertThat(shown.commands())
          .as("commands above the output at %s", shown.where())
          .isNotEmpty();
    }
  }

  private static Stream<TranscriptEntry> known() {
    return Stream.concat(RUN.stream(), elsewhere.stream());
  }

  private static String command(TranscriptEntry entry) {
    return entry.line().command();
  }
}
