package io.d2v.core.finetune;

/** Judges a model by what it predicts. */
@FunctionalInterface
public interface Judge {
  /** Runs the model over samples and compares. */
  Verdict judge(Predictor model) throws InterruptedException;
}
