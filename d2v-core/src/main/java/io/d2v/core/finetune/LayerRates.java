package io.d2v.core.finetune;

import io.d2v.core.objective.Objective;
import io.d2v.core.train.Pace;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How each parameter is fine-tuned: the head at the learning rate, each block below it at a share
 * that decays with its depth (BEiT's {@code layer_decay}, {@code optim_factory.py}).
 *
 * @param layers of the transformer
 */
record LayerRates(FineTuningSettings settings, int layers) {
  private static final Pattern BLOCK = Pattern.compile("transformer\\.blocks\\.([0-9]+)\\..*");

  /** While the head alone is trained. */
  Pace head(String path) {
    return path.startsWith(Objective.TASK + ".") ? Pace.FULL : Pace.NONE;
  }

  /** While all is trained that is not frozen for good. */
  Pace all(String path) {
    if (path.startsWith(Objective.TASK + ".")) {
      return Pace.FULL;
    }
    return settings.frozen().stream().anyMatch(path::startsWith)
        ? Pace.NONE
        : new Pace(
            Math.pow(settings.layerDecay(), (double) layers + 1 - depth(path)),
            settings.headSteps() > 0);
  }

  /** 0 for what makes tokens, 1 for the first block, and one more than the last for the rest. */
  private int depth(String path) {
    Matcher block = BLOCK.matcher(path);
    if (block.matches()) {
      return Integer.parseInt(block.group(1)) + 1;
    }
    boolean whole =
        path.startsWith("transformer.") || settings.fullRate().stream().anyMatch(path::startsWith);
    return whole ? layers + 1 : 0;
  }
}
