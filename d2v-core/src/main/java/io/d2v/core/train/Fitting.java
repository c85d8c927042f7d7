package io.d2v.core.train;

import io.d2v.api.Encoder;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the size of an encoder that takes a batch. */
final class Fitting {
  private Fitting() {}

  /** The size whose inputs these are, all with the same batch axis in front. */
  static Encoder size(Encoder encoder, Map<String, Array> batch) {
    for (Encoder size : encoder.sizes()) {
      if (takes(size.inputs(), batch)) {
        return size;
      }
    }
    List<String> wanted = encoder.sizes().stream().map(size -> described(size.inputs())).toList();
    Map<String, String> found = new TreeMap<>();
    batch.forEach((name, array) -> found.put(name, array.type().toString()));
    throw new UserError(
        UserError.Kind.DATA,
        "the encoder takes " + String.join(" or ", wanted) + "; given were " + found);
  }

  /** Checks that there is a number for each token of a batch of this size. */
  static void valid(Encoder encoder, Map<String, Array> batch, Array valid) {
    int samples = batch.values().iterator().next().shape().size(0);
    TensorType wanted = TensorType.float32(samples, encoder.grid().tokens());
    if (!valid.type().equals(wanted)) {
      throw new UserError(
          UserError.Kind.DATA,
          "valid is 1 for each token and 0 for padding, " + wanted + "; given was " + valid.type());
    }
  }

  private static boolean takes(Map<String, TensorType> inputs, Map<String, Array> batch) {
    if (!inputs.keySet().equals(batch.keySet())) {
      return false;
    }
    int samples = 0;
    for (Map.Entry<String, TensorType> input : inputs.entrySet()) {
      Array array = batch.get(input.getKey());
      if (array == null || !isBatchOf(input.getValue(), array)) {
        return false;
      }
      int first = array.shape().size(0);
      if (first < 1 || (samples > 0 && samples != first)) {
        return false;
      }
      samples = first;
    }
    return true;
  }

  private static boolean isBatchOf(TensorType one, Array array) {
    int[] sizes = array.shape().sizes();
    return sizes.length == one.shape().rank() + 1
        && array.type().dtype() == one.dtype()
        && Arrays.equals(Arrays.copyOfRange(sizes, 1, sizes.length), one.shape().sizes());
  }

  private static String described(Map<String, TensorType> inputs) {
    Map<String, String> wanted = new TreeMap<>();
    inputs.forEach((name, type) -> wanted.put(name, "[batch, " + type.shape() + "]"));
    return wanted.toString();
  }
}
