package io.d2v.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file it is in
 * @param lines of it
 */
record Page(Path file, List<String> lines) {
  static final Path ROOT = Path.of("..");

  private static final Set<String> SHELL = Set.of("", "sh");
  private static final String FENCE = "```";
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final String INDENT = "    ";
  private static final String OUTPUT = "output";
  private static final String MEASURED = "measured";

  /**
   * What a page shows of a command's output.
   *
   * @param commands the ones above it, of one block
   * @param block what is shown
   * @param where file and line
   */
  record Shown(List<ShellLine> commands, Block block, String where) {
    /** Whether it is what this command alone prints. */
    boolean isOf(ShellLine line) {
      return commands.size() == 1 && commands.get(0).command().equals(line.command());
    }

    /** Holds what was printed to it. */
    void check(List<String> said) {
      if (block.kind().equals(MEASURED)) {
        new MeasuredOutput(block.lines()).check(where, said);
      } else {
        new ShownOutput(block.lines()).check(where, said);
      }
    }
  }

  /**
   * A block of code.
   *
   * @param line the first one's number in the page, from 1
   * @param kind what stands at its fence; nothing for one that is indented
   * @param lines without fence or indentation
   */
  record Block(int line, String kind, List<String> lines) {
    boolean isShell() {
      return SHELL.contains(kind);
    }

    boolean isOutput() {
      return kind.equals(OUTPUT) || kind.equals(MEASURED);
    }
  }

  static Page of(Path file) throws IOException {
    return new Page(file, Files.readAllLines(file));
  }

  /** All that users read: the README and the pages of docs. */
  static List<Page> all() throws IOException {
    List<Page> pages = new ArrayList<>(List.of(of(ROOT.resolve("README.md"))));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
        pages.add(of(file));
      }
    }
    return pages;
  }

  /** What all of them show of commands' output. */
  static List<Shown> shownOnAll() throws IOException {
    return all().stream().flatMap(page -> page.shown().stream()).toList();
  }

  /** Its blocks of code, from the top. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      String line = lines.get(at);
      if (line.startsWith(FENCE)) {
        int end = at + 1;
        while (!lines.get(end).equals(FENCE)) {
          end++;
        }
        String kind = line.substring(FENCE.length());
        blocks.add(new Block(at + 2, kind, List.copyOf(lines.subList(at + 1, end))));
        at = end + 1;
      } else if (line.startsWith(INDENT)) {
        int end = at;
        while (end < lines.size() && lines.get(end).startsWith(INDENT)) {
          end++;
        }
        List<String> code = lines.subList(at, end);
        blocks.add(
            new Block(at + 1, "", code.stream().map(l -> l.substring(INDENT.length())).toList()));
        at = end;
      } else {
        at++;
      }
    }
    return blocks;
  }

  /** The commands of its shell blocks, from the top. */
  List<ShellLine> commands() {
    return blocks().stream()
        .filter(Block::isShell)
        .flatMap(block -> commands(block).stream())
        .toList();
  }

  /** The lines of a block that run {@code d2v}; one that ends with a backslash goes on. */
  List<ShellLine> commands(Block block) {
    List<ShellLine> commands = new ArrayList<>();
    for (int i = 0; i < block.lines().size(); i++) {
      int first = i;
      StringBuilder whole = new StringBuilder(block.lines().get(i));
      while (whole.toString().endsWith("\\") && i + 1 < block.lines().size()) {
        whole.setLength(whole.length() - 1);
        whole.append(block.lines().get(++i).strip());
      }
      Optional<ShellLine> command =
          ShellLine.d2v(file + ":" + (block.line() + first), whole.toString());
      command.ifPresent(commands::add);
    }
    return commands;
  }

  /** Outputs that it shows, each with the commands of the shell block above it. */
  List<Shown> shown() {
    List<Shown> shown = new ArrayList<>();
    List<ShellLine> above = List.of();
    for (Block block : blocks()) {
      if (block.isShell()) {
        above = commands(block);
      } else if (block.isOutput()) {
        shown.add(new Shown(above, block, file + ":" + block.line()));
      }
    }
    return shown;
  }

  /** The files that it shows, name to text: a line with the name alone, and then a block. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    for (Block block : blocks()) {
      int above = block.line() - 4; // the name, an empty line, the fence
      Matcher name = NAME.matcher(above < 0 ? "" : lines.get(above));
      if (name.matches()) {
        files.put(name.group(1), String.join("\n", block.lines()) + "\n");
      }
    }
    return files;
  }
}
