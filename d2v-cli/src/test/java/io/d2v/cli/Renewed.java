package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page that is made from the code, and lies in the checkout for those who read it there. */
record Renewed(Path page, String text) {
  private static final String PROPERTY = "docs.renew";
  private static final String COMMAND =
      "mvn -B -ntp -q verify -pl d2v-cli -am -Dtest='*ReferenceTest'"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + PROPERTY;

  static Renewed docs(String name, String text) {
    return new Renewed(Page.ROOT.resolve("docs").resolve(name), text);
  }

  /** Holds the page to the code, or writes it where the build is asked to. */
  void check() throws IOException {
    if (System.getProperty(PROPERTY) != null) {
      Files.writeString(page, text);
    }
    assertThat(Files.readString(page))
        .as("%s is not what the code says; this renews it: %s", page, COMMAND)
        .isEqualTo(text);
  }
}
