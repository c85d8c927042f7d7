package io.d2v.text;

import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** The ids that a dataset of this module gives, made by the data section's tokenizer. */
record GivenIds(TokenSettings settings) implements Sentences {
  @Override
  public int[] ids(Sample sample, int most) throws IOException {
    if (sample.content() instanceof Sample.Ids given
        && given.vocabulary() > settings.vocabulary()) {
      throw new UserError(
          UserError.Kind.RECIPE,
          "the tokenizer does not fit the model: it has "
              + given.vocabulary()
              + " tokens, but encoder.vocabulary is "
              + settings.vocabulary()
              + "; data.tokenizer has to be the one that the model was trained with");
    }
    int[] ids = row(sample.content());
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

  private static int[] row(Sample.Content content) throws IOException {
    Optional<Array> stored =
        content instanceof Sample.Ids ids
            ? Optional.of(ids.ids())
            : content instanceof Sample.Values values
                ? Optional.of(values.values())
                : Optional.empty();
    return stored
        .filter(array -> array.type().dtype() == DType.INT32)
        .filter(array -> array.shape().rank() == 1 && array.ints().length > 0)
        .map(Array::ints)
        .orElseThrow(
            () -> new IOException("a sample of text is a row of token ids, not " + content));
  }
}
