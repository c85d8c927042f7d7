package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the pages quote of d2v's messages is what the code says, whatever stands for {@code ...}.
 */
final class QuotedMessagesTest {
  /** What joins two literals. */
  private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

  private static final int LEAST = 3;

  @Test
  void everyQuotedMessageIsOfOneFileOfTheCode() throws IOException {
    List<String> sources = sources();
    int messages = 0;
    for (Page page : Page.all()) {
      for (Page.Block block : page.blocks()) {
        if (block.kind().equals("message")) {
          messages++;
          List<String> pieces = pieces(block);
          assertThat(pieces).as("%s:%d", page.file(), block.line()).isNotEmpty();
          assertThat(sources.stream().anyMatch(file -> pieces.stream().allMatch(file::contains)))
              .as("%s:%d is said by no file of the code: %s", page.file(), block.line(), pieces)
              .isTrue();
        }
      }
    }
    assertThat(messages).isGreaterThan(15);
  }

  private static List<String> pieces(Page.Block block) {
    return block.lines().stream()
        .flatMap(line -> Stream.of(line.split(Pattern.quote("..."))))
        .map(String::strip)
        .filter(piece -> piece.length() >= LEAST)
        .toList();
  }

  /** The code of each file, with what is written as several literals in one. */
  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Page.ROOT)) {
      for (Path module :
          modules.filter(path -> path.getFileName().toString().startsWith("d2v-")).toList()) {
        Path code = module.resolve("src/main/java");
        if (Files.isDirectory(code)) {
          try (Stream<Path> files = Files.walk(code)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
              sources.add(JOINT.matcher(Files.readString(file)).replaceAll(""));
            }
          }
        }
      }
    }
    return sources;
  }
}
