package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The tutorials from their first command to the last, on made-up files: what is printed is shown.
 */
@Tag("docs")
@Execution(ExecutionMode.CONCURRENT)
final class TutorialTest {
  private static final String IMAGES = "tutorial-images.md";
  private static final String SPEECH = "tutorial-speech.md";
  private static final String TEXT = "tutorial-text.md";
  static final List<String> PAGES = List.of(IMAGES, SPEECH, TEXT);

  @TempDir Path work;

  @Test
  void images() throws IOException, InterruptedException {
    new OwnFiles(work).images();
    follow(IMAGES);
  }

  @Test
  void speech() throws IOException, InterruptedException {
    new OwnFiles(work).sounds();
    follow(SPEECH);
  }

  @Test
  void text() throws IOException, InterruptedException {
    new OwnFiles(work).texts();
    follow(TEXT);
  }

  private void follow(String tutorial) throws IOException, InterruptedException {
    Page page = Page.of(Page.ROOT.resolve("docs").resolve(tutorial));
    for (Map.Entry<String, String> file : page.files().entrySet()) {
      Files.writeString(work.resolve(file.getKey()), file.getValue());
    }
    List<Page.Shown> outputs = page.shown();
    assertThat(outputs).as("outputs that are compared").hasSizeGreaterThan(5);
    for (Page.Block block : page.blocks()) {
      List<ShellLine> commands = block.isShell() ? page.commands(block) : List.of();
      List<String> said = new ArrayList<>();
      for (ShellLine line : commands) {
        said.addAll(run(line));
      }
      for (Page.Shown shown : outputs) {
        if (!commands.isEmpty() && shown.commands().equals(commands)) {
          shown.check(said);
        }
      }
    }
  }

  private List<String> run(ShellLine line) throws IOException, InterruptedException {
    Terminal.Said said = new Terminal(work).run(line);
    assertThat(said.code()).as("%s: %s", line.where(), said.err()).isZero();
    return said.out();
  }
}
