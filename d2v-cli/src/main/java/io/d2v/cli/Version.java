package io.d2v.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code d2v --version} prints: this build, and the Java that it runs on. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String built = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "d2v " + (built == null ? "(not from a jar)" : built),
      "Java " + Runtime.version() + ", " + System.getProperty("os.arch")
    };
  }
}
