package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.files.ArchiveIndex;
import io.d2v.files.Storage;
import io.d2v.files.Unpacking;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the indexes of archives on purpose, which else are made when they are first opened. */
@Command(
    name = "prepare",
    description =
        "Find the members of large archives once, and keep where they lie in an index "
            + "beside each (in the cache where its folder can't be written to), so that "
            + "every run opens them at once.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v data prepare imagenet/ train-clean-100.tar.gz"})
final class DataPrepareCommand implements Callable<Integer> {
  private static final double MEGABYTE = 1e6;

  @Spec CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "A .tar or .tar.gz, or a folder of them.")
  List<Path> paths = new ArrayList<>();

  @Option(
      names = "--unpack",
      paramLabel = "DIR",
      description = "Also write their files below DIR; what is there is left alone.")
  Optional<Path> unpack = Optional.empty();

  @Override
  public Integer call() throws Exception {
    for (Path archive : archives()) {
      if (ArchiveIndex.isFor(archive)) {
        prepare(archive);
      }
      if (unpack.isPresent()) {
        unpack(archive, unpack.get());
      }
    }
    return 0;
  }

  private List<Path> archives() throws IOException {
    List<Path> archives = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.list(path)) {
          files.filter(DataPrepareCommand::isArchive).sorted().forEach(archives::add);
        }
      } else if (isArchive(path)) {
        archives.add(path);
      } else {
        throw new UserError(
            UserError.Kind.DATA, path + ": is no folder and no .tar, .tar.gz, .tgz or .zip");
      }
    }
    if (archives.isEmpty()) {
      throw new UserError(
          UserError.Kind.DATA, paths + ": hold no archives; looked for .tar, .tar.gz, .tgz, .zip");
    }
    return archives;
  }

  private static boolean isArchive(Path path) {
    return Files.isRegularFile(path) && Storage.isArchive(path.toString());
  }

  private void prepare(Path archive) throws IOException {
    ArchiveIndex.Estimate estimate = ArchiveIndex.Estimate.of(archive);
    say(
        "%s: going through %.1f MB, about %s; the index takes about %.1f MB%n",
        archive,
        estimate.read() / MEGABYTE,
        ConsoleMeter.clock(estimate.seconds()),
        estimate.indexBytes() / MEGABYTE);
    long start = System.nanoTime();
    ArchiveIndex index;
    ConsoleMeter meter = new ConsoleMeter(spec.commandLine().getOut());
    try {
      index = ArchiveIndex.prepare(archive, meter.bytes("read"));
    } finally {
      meter.end();
    }
    say(
        "%s: %d members of %.1f MB, %s %.1f s, %.1f MB%n",
        index.file(),
        index.members(),
        index.bytes() / MEGABYTE,
        index.made() ? "made in" : "was there, read in",
        (System.nanoTime() - start) / 1e9,
        index.fileBytes() / MEGABYTE);
  }

  private void unpack(Path archive, Path folder) throws IOException {
    Unpacking unpacking = Unpacking.of(archive);
    say(
        "%s: unpacking %d files below %s takes about %.1f MB of space%n",
        archive, unpacking.members(), folder, unpacking.space(folder) / MEGABYTE);
    ConsoleMeter meter = new ConsoleMeter(spec.commandLine().getOut());
    try {
      Unpacking.Result result = unpacking.into(folder, meter.bytes("written"));
      say("%d files written, %d were there%n", result.written(), result.left());
    } finally {
      meter.end();
    }
  }

  private void say(String format, Object... arguments) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, format, arguments);
    out.flush();
  }
}
