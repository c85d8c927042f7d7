package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorials from their first command to the last, on made-up files: what is printed is shown.
 */
@Tag("docs")
final class TutorialTest {
  @TempDir Path work;

  @Test
  void images() throws IOException, InterruptedException {
    new OwnFiles(work).images();
    follow("tutorial-images.md");
  }

  @Test
  void speech() throws IOException, InterruptedException {
    new OwnFiles(work).sounds();
    follow("tutorial-speech.md");
  }

  @Test
  void text() throws IOException, InterruptedException {
    new OwnFiles(work).texts();
    follow("tutorial-text.md");
  }

  private void follow(String tutorial) throws IOException, InterruptedException {
    Page page = Page.of(Page.ROOT.resolve("docs").resolve(tutorial));
    for (Map.Entry<String, String> file : page.files().entrySet()) {
      Files.writeString(work.resolve(file.getKey()), file.getValue());
    }
    List<String> said = new ArrayList<>();
    int compared = 0;
    for (Page.Block block : page.blocks()) {
      if (block.isShell()) {
        said.clear();
        for (ShellLine line : page.commands(block)) {
          said.addAll(run(line));
        }
      } else if (block.kind().equals("output")) {
        new ShownOutput(block.lines()).check(page.file() + ":" + block.line(), said);
        compared++;
      }
    }
    assertThat(compared).as("outputs that were compared").isGreaterThan(5);
  }

  /** The lines that a command prints; what goes wrong is told on another stream. */
  private List<String> run(ShellLine line) throws IOException, InterruptedException {
    Path out = work.resolve("out.log");
    Path err = work.resolve("err.log");
    Process process =
        new ProcessBuilder(D2vProcess.words(line.arguments().toArray()))
            .directory(work.toFile())
            .redirectOutput(Redirect.to(out.toFile()))
            .redirectError(Redirect.to(err.toFile()))
            .start();
    int code = new D2vProcess(process, out).code();
    assertThat(code).as("%s: %s", line.where(), Files.readString(err)).isZero();
    return Files.readAllLines(out);
  }
}
