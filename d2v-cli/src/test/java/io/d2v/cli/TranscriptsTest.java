package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.cli.watch.Asked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of all pages but the tutorials, run in an empty folder for each transcript; {@code
 * -Ddocs.transcript=NAME} runs one of them alone.
 */
@Tag("docs")
@Execution(ExecutionMode.CONCURRENT)
final class TranscriptsTest {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");

  static Stream<Transcript> transcripts() throws IOException {
    String only = System.getProperty("docs.transcript", "");
    return Transcript.all().stream().filter(one -> only.isEmpty() || one.name().equals(only));
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void whatCommandsPrintIsShown(Transcript transcript, @TempDir Path folder) throws Exception {
    List<Page.Shown> shown = Page.shownOnAll();
    for (TranscriptEntry entry : transcript.entries()) {
      new StandIns(folder).lay(entry.ran().arguments());
      Terminal.Said said = said(new Terminal(folder), entry);
      assertThat(said.code()).as("%s: %s", entry.title(), said.err()).isEqualTo(entry.code());
      entry.prints().check(entry.title(), said.lines());
      for (String file : entry.files()) {
        assertThat(folder.resolve(file)).as(entry.title()).isNotEmptyFile();
      }
      for (Page.Shown one : shown) {
        if (one.isOf(entry.line())) {
          one.check(said.lines());
        }
      }
    }
  }

  private static Terminal.Said said(Terminal terminal, TranscriptEntry entry) throws Exception {
    return entry.serves() ? interrupted(terminal, entry.ran()) : terminal.run(entry.ran());
  }

  /** Asks for the page that it serves, and then ends it. */
  private static Terminal.Said interrupted(Terminal terminal, ShellLine line) throws Exception {
    D2vProcess process = terminal.start(line);
    try {
      assertThat(process.says("Ctrl-C")).as(terminal.err()).isTrue();
      Matcher address = ADDRESS.matcher(process.said());
      assertThat(address.find()).isTrue();
      assertThat(Asked.get(address.group()).body()).contains("<html");
      new ProcessBuilder("kill", "-INT", Long.toString(process.process().pid())).start().waitFor();
      return new Terminal.Said(process.code(), process.said().lines().toList(), terminal.err());
    } finally {
      process.kill();
    }
  }
}
