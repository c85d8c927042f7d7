package io.d2v.fuzz;

/** What Jazzer calls: one reader, whose name is the argument. */
public final class Jazzed {
  private static String name = "";

  private Jazzed() {}

  /** Called once. */
  public static void fuzzerInitialize(String[] arguments) {
    name = arguments[0];
    Targets.named(name);
  }

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Promise.require(name, Targets.named(name), input);
  }
}
