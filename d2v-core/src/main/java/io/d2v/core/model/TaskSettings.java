package io.d2v.core.model;

import io.d2v.api.Default;
import java.util.List;
import java.util.Optional;

/**
 * The recipe's {@code task} section: what stands on top of the encoder.
 *
 * @param kind what it is for
 * @param pooling how the tokens of a sample become one vector
 * @param norm whether a layer norm follows the pooling
 * @param hidden whether a linear layer of the same width and a hyperbolic tangent come next
 * @param outputs classes, numbers or letters; as many as names if left out
 * @param names what the outputs are called
 * @param scale what predicted numbers are multiplied by to be the data's
 * @param dropout probability on what the last linear layer reads
 * @param table path of the embedding that is also the matrix of {@link Kind#WORDS}
 * @param blank which of the letters is CTC's blank
 * @param reduction how the CTC losses of a batch become one
 */
public record TaskSettings(
    @Default("none") Kind kind,
    @Default("mean") Pooling pooling,
    @Default("false") boolean norm,
    @Default("false") boolean hidden,
    @Default("0") int outputs,
    @Default("[]") List<String> names,
    @Default("1") double scale,
    @Default("0") double dropout,
    Optional<String> table,
    @Default("0") int blank,
    @Default("mean") Reduction reduction) {
  /** What a task's head is for. */
  public enum Kind {
    /** Nothing: the encoder alone. */
    NONE,
    /** One vector for a sample. */
    FEATURES,
    /** One of several classes for a sample. */
    CLASSES,
    /** Real numbers for a sample: regression. */
    NUMBERS,
    /** A letter or a blank for each token (CTC, Graves et al. 2006). */
    LETTERS,
    /** The masked word at each token. */
    WORDS
  }

  /** How the tokens of a sample become one vector. */
  public enum Pooling {
    /** The mean of all but extra tokens and padding. */
    MEAN,
    /** The first token, extra ones included. */
    FIRST
  }

  /** How the CTC losses of a batch become one. */
  public enum Reduction {
    /** Their sum. */
    SUM,
    /** The mean of each divided by the letters of its target. */
    MEAN
  }

  /** Checks that what the kind needs is there. */
  public TaskSettings {
    names = List.copyOf(names);
    outputs = outputs == 0 ? names.size() : outputs;
    if (!names.isEmpty() && names.size() != outputs) {
      throw new IllegalArgumentException(
          names.size() + " names for " + outputs + " outputs; there is one each");
    }
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("scale is a number above 0");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is from 0 to below 1");
    }
    boolean counted = kind != Kind.NONE && kind != Kind.FEATURES;
    if (counted && outputs < 1) {
      throw new IllegalArgumentException("outputs is at least 1 for this kind");
    }
    if (kind == Kind.LETTERS && (blank < 0 || blank >= outputs)) {
      throw new IllegalArgumentException("blank is one of the outputs, counted from 0");
    }
    if (kind == Kind.WORDS && table.isEmpty()) {
      throw new IllegalArgumentException("table names the embedding of the words");
    }
  }

  /**
   * The head; none where the kind is.
   *
   * @param epsilon of its layer norms
   */
  public Optional<TaskHead> head(double epsilon) {
    return switch (kind) {
      case NONE -> Optional.empty();
      case FEATURES, CLASSES, NUMBERS -> Optional.of(new SampleHead(this, epsilon));
      case LETTERS -> Optional.of(new LetterHead(outputs, blank, reduction, dropout));
      case WORDS -> Optional.of(new WordHead(table.orElseThrow(), outputs, epsilon));
    };
  }
}
