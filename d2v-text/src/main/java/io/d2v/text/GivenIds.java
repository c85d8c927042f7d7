package io.d2v.text;

import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.api.graph.DType;
import java.io.IOException;
import java.util.Arrays;

/** The ids that a dataset of this module gives, made by the data section's tokenizer. */
record GivenIds(TokenSettings settings) implements Sentences {
  @Override
  public int[] ids(Sample sample, int most) throws IOException {
    if (!(sample.content() instanceof Sample.Values values)
        || values.values().type().dtype() != DType.INT32
        || values.values().shape().rank() != 1
        || values.values().ints().length == 0) {
      throw new IOException("a sample of text is a row of token ids, not " + sample.content());
    }
    int[] ids = values.values().ints();
    for (int id : ids) {
      if (id < 0 || id >= settings.vocabulary() || id == settings.padding()) {
        throw new UserError(
            UserError.Kind.RECIPE,
            sample.id()
                + ": token "
                + id
                + " does not fit the encoder's vocabulary of "
                + settings.vocabulary()
                + " with padding "
                + settings.padding()
                + "; the data section's tokenizer is probably of another model");
      }
    }
    return Arrays.copyOf(ids, Math.min(most, ids.length));
  }
}
