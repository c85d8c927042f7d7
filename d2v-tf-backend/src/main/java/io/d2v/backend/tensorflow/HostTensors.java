package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.TensorType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/** Arrays as TensorFlow's tensors and back, by copying. */
final class HostTensors {
  private HostTensors() {}

  /** A tensor, which the pointer scope around frees. */
  static TF_Tensor of(Array array) {
    TensorType type = array.type();
    TF_Tensor tensor =
        TF_Tensor.allocateTensor(
            Attributes.dataType(type.dtype()).getNumber(), sizes(type), bytes(type));
    ByteBuffer data = data(tensor, type);
    switch (type.dtype()) {
      case FLOAT32 -> data.asFloatBuffer().put(array.floats());
      case INT32 -> data.asIntBuffer().put(array.ints());
      case BOOL -> {
        for (boolean entry : array.booleans()) {
          data.put((byte) (entry ? 1 : 0));
        }
      }
    }
    return tensor;
  }

  /** A copy of a tensor, which must be of this type. */
  static Array copy(TF_Tensor tensor, TensorType type) {
    int dtype = tensorflow.TF_TensorType(tensor);
    long[] sizes = new long[tensorflow.TF_NumDims(tensor)];
    Arrays.setAll(sizes, axis -> tensorflow.TF_Dim(tensor, axis));
    if (dtype != Attributes.dataType(type.dtype()).getNumber()
        || !Arrays.equals(sizes, sizes(type))) {
      throw new IllegalStateException(
          "TensorFlow returned type "
              + dtype
              + Arrays.toString(sizes)
              + " where "
              + type
              + " was expected; this is a fault of d2v's lowering");
    }
    int length = type.shape().elements();
    ByteBuffer data = data(tensor, type);
    return switch (type.dtype()) {
      case FLOAT32 -> {
        float[] entries = new float[length];
        data.asFloatBuffer().get(entries);
        yield Array.of(type.shape(), entries);
      }
      case INT32 -> {
        int[] entries = new int[length];
        data.asIntBuffer().get(entries);
        yield Array.of(type.shape(), entries);
      }
      case BOOL -> {
        boolean[] entries = new boolean[length];
        for (int i = 0; i < length; i++) {
          entries[i] = data.get(i) != 0;
        }
        yield Array.of(type.shape(), entries);
      }
    };
  }

  private static ByteBuffer data(TF_Tensor tensor, TensorType type) {
    return bytes(type) == 0
        ? ByteBuffer.allocate(0)
        : tensorflow.TF_TensorData(tensor).capacity(bytes(type)).asByteBuffer();
  }

  private static long bytes(TensorType type) {
    long width = type.dtype() == DType.BOOL ? 1 : 4;
    return width * type.shape().elements();
  }

  private static long[] sizes(TensorType type) {
    return Arrays.stream(type.shape().sizes()).asLongStream().toArray();
  }
}
