package io.d2v.bench.report;

/** One thing to look at in a gallery. */
public sealed interface Figure permits Passage, Picture, Recording {
  /** It as HTML. */
  String html();

  /** The style of a gallery of such figures: a class of the style sheet. */
  String gallery();
}
