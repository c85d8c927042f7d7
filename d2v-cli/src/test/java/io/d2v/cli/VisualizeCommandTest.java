package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisualizeCommandTest {
  private static final int WIDTH = 16; // its place in a PNG file

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "VISION,picture.png,class token,patches",
    "AUDIO,spectrogram.png,class=\"strip\",frames",
    "TEXT,token.png,class=\"masked\",tokens"
  })
  void eachKindOfDataIsShownInItsWay(TinyModality kind, String file, String shown, String tokens)
      throws IOException {
    Path data = kind.write(folder.resolve("data"));
    Path run = folder.resolve("run");
    Command trained = Command.d2v(kind.words(data, run, 1));
    assertThat(trained.code()).as(trained.err()).isZero();
    Path out = folder.resolve("seen");

    Command seen = Command.d2v("visualize", run, data, "--out", out, "--masks", 2);

    assertThat(seen.code()).as(seen.err()).isZero();
    Path page = out.resolve("page.html");
    assertThat(seen.out()).contains("3 of ", "Page: " + page);
    assertThat(Files.readString(page))
        .contains("mask 2", "head 2", "features", shown, tokens)
        .doesNotContain("head 3", "mask 3")
        .doesNotContainPattern("(src|href)=\"(?!data:)");
    assertThat(pngs(out.resolve("sample-3")))
        .contains(file, "mask-1.png", "mask-2.png", "similarity.png", "features.png", "head-1.png");

    Path exported = folder.resolve("exported");
    assertThat(Command.d2v("export", run, "--to", "hf", exported).code()).isZero();
    Path again = folder.resolve("again");
    Command foreign = Command.d2v("visualize", exported, data, "--out", again, "--samples", 1);
    assertThat(foreign.code()).as(foreign.err()).isZero();
    assertThat(pngs(again.resolve("sample-1"))).contains("head-2.png");
    assertThat(again.resolve("sample-2")).doesNotExist();
  }

  @Test
  void tokenAndLayerAreChosen() throws IOException {
    Path data = TinyModality.VISION.write(folder.resolve("data"));
    Path run = folder.resolve("run");
    assertThat(Command.d2v(TinyModality.VISION.words(data, run, 1)).code()).isZero();
    Path out = folder.resolve("seen");

    Command seen =
        Command.d2v(
            "visualize", run, data, "--out", out, "--token", 6, "--layer", 1, "--device", "cpu");

    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(Files.readString(out.resolve("page.html")))
        .contains("Patch 6, in row 2 and column 3, is framed.", "heads are those of layer 1");

    Command token = Command.d2v("visualize", run, data, "--token", 16);
    assertThat(token.code()).isEqualTo(2);
    assertThat(token.err()).contains("--token 16", "has tokens 0 to 15");
    Command layer = Command.d2v("visualize", run, data, "--layer", 3);
    assertThat(layer.code()).isEqualTo(2);
    assertThat(layer.err()).contains("--layer 3", "layers 1 to 2");
    assertThat(Command.d2v("visualize", run, data, "--samples", 0).code()).isEqualTo(2);
    assertThat(Command.d2v("visualize", run, folder.resolve("none")).code()).isEqualTo(4);
    assertThat(Command.d2v("visualize", data, data).code()).isEqualTo(5);
    assertThat(Command.d2v("visualize", run, data, "--device", "abacus").code()).isEqualTo(3);
    assertThat(Path.of("seen")).doesNotExist();
  }

  private static List<String> pngs(Path sample) throws IOException {
    try (Stream<Path> files = Files.list(sample)) {
      List<Path> all = files.toList();
      for (Path png : all) {
        ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(png));
        assertThat(header.getLong()).as("a PNG file").isEqualTo(0x89504e470d0a1a0aL);
        assertThat(header.getInt(WIDTH)).as(png.toString()).isGreaterThan(99);
      }
      return all.stream().map(png -> png.getFileName().toString()).toList();
    }
  }
}
