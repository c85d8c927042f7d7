package io.d2v.files.archive;

import io.d2v.api.UserError;
import io.d2v.fuzz.Inputs;
import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A .tar.gz, kept in memory, and read out of order. */
public final class TarGzTarget implements Target {
  @Override
  public List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (byte[] tar : new TarTarget().seeds()) {
      seeds.add(Inputs.gzipped(tar));
    }
    return seeds;
  }

  /** A member that is damaged is a sample that can't be read. */
  @Override
  public Set<Class<? extends Exception>> refusals() {
    return Set.of(UserError.class, IOException.class);
  }

  @Override
  public void read(byte[] input) throws IOException {
    var file = Scratch.file("input.tar.gz", input);
    TarTarget.readAll(file);
    Archive outOfOrder = GzippedTar.open(file, name -> true, 0);
    for (String name : outOfOrder.names()) {
      outOfOrder.read(name);
    }
  }
}
