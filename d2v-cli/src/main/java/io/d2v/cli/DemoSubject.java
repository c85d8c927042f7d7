package io.d2v.cli;

import java.util.List;

/** What the demo can be shown on. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are List.of, and pictures have no state
enum DemoSubject {
  /** Fashion-MNIST's test files as they are published, MIT licence. */
  VISION(
      "vision-tiny",
      List.of(),
      new Shipped(
          "fashion-mnist",
          List.of("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", "copyright")),
      "data2vec on Fashion-MNIST",
      "images of Fashion-MNIST's 10,000-image test file (MIT licence)",
      "raw pixels",
      new ImagePictures()),

  /**
   * Digits of Asterisk's prompts, each in many renderings: docs/decisions/speech-tiny.md. With
   * data2vec 2.0, which learns more of them in as many minutes: docs/decisions/data2vec2.md.
   */
  AUDIO(
      "v2-speech-tiny",
      List.of("encoder.lengths=[16000]"), // the pieces are of a second
      new Shipped("spoken-digits", List.of("train.zip", "test.zip", "copyright")),
      "data2vec on speech: which digit is it?",
      "seconds with a spoken digit in one of five languages, at different speeds and with noise"
          + " (Asterisk's core sounds, CC BY-SA 3.0)",
      "log-mel bands",
      new SpeechPictures()),

  /** What WordNet says of nouns, which Maven brings. */
  TEXT(
      "text-tiny",
      List.of(),
      new Glosses(),
      "data2vec on English: what is it about?",
      "definitions of nouns in English (WordNet 3.1, Princeton University), in 26 categories",
      "bag of tokens",
      new TextPictures());

  private final String recipe;
  private final List<String> overrides;
  private final DemoData data;
  private final String title;
  private final String samples;
  private final String plain;
  private final DemoPictures pictures;

  DemoSubject(
      String recipe,
      List<String> overrides,
      DemoData data,
      String title,
      String samples,
      String plain,
      DemoPictures pictures) {
    this.recipe = recipe;
    this.overrides = overrides;
    this.data = data;
    this.title = title;
    this.samples = samples;
    this.plain = plain;
    this.pictures = pictures;
  }

  /** The recipe's name. */
  String recipe() {
    return recipe;
  }

  /** What is set otherwise than in the recipe. */
  List<String> overrides() {
    return overrides;
  }

  DemoData data() {
    return data;
  }

  /** The page's heading. */
  String title() {
    return title;
  }

  /** What it learns from, after a number. */
  String samples() {
    return samples;
  }

  /** What features are compared with. */
  String plain() {
    return plain;
  }

  /** How some of its samples are shown. */
  DemoPictures pictures() {
    return pictures;
  }
}
