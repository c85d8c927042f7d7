package io.d2v.cli;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine.IVersionProvider;

/** What {@code d2v --version} prints: this build, and the Java that it runs on. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    ModuleDescriptor module = Main.class.getModule().getDescriptor();
    String built = module == null ? "(on the class path)" : module.rawVersion().orElse("(unknown)");
    return new String[] {
      "d2v " + built, "Java " + Runtime.version() + ", " + System.getProperty("os.arch")
    };
  }
}
