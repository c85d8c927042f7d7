package io.d2v.site;

import java.util.List;

/** Which pages there are, in the order of reading. */
record Navigation(List<Group> groups) {
  /** Pages below a heading. */
  record Group(String heading, List<Entry> entries) {}

  /**
   * A page, as the menu calls it.
   *
   * @param source its file, from the root of the checkout
   */
  record Entry(String name, String source) {}

  static final Navigation OF_D2V =
      new Navigation(
          List.of(
              new Group(
                  "Begin",
                  List.of(
                      new Entry("What it is", "README.md"),
                      new Entry("The first five minutes", "docs/first-five-minutes.md"),
                      new Entry("What works", "docs/what-works.md"))),
              new Group(
                  "Learn",
                  List.of(
                      new Entry("Images", "docs/tutorial-images.md"),
                      new Entry("Speech", "docs/tutorial-speech.md"),
                      new Entry("Text", "docs/tutorial-text.md"),
                      new Entry("When something goes wrong", "docs/troubleshooting.md"))),
              new Group(
                  "Look up",
                  List.of(
                      new Entry("Using the commands", "docs/usage.md"),
                      new Entry("All commands", "docs/commands.md"),
                      new Entry("Recipes and settings", "docs/recipes.md"),
                      new Entry("Seeing", "docs/seeing.md"),
                      new Entry("GPU", "docs/gpu.md"),
                      new Entry("Several processes and machines", "docs/scaling.md"),
                      new Entry("Performance", "docs/performance.md"),
                      new Entry("Reliability", "docs/reliability.md"))),
              new Group(
                  "Build upon",
                  List.of(
                      new Entry("From Java", "docs/java.md"),
                      new Entry("Add a modality", "docs/add-a-modality.md"),
                      new Entry("Extend", "docs/extend.md"),
                      new Entry("Compatibility", "docs/compatibility.md"))),
              new Group(
                  "Take part",
                  List.of(
                      new Entry("Architecture", "docs/architecture.md"),
                      new Entry("Contributing", "CONTRIBUTING.md"),
                      new Entry("Security", "SECURITY.md"),
                      new Entry("Changes", "CHANGELOG.md")))));
}
