package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;
import java.util.Arrays;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Arrays as TensorFlow's tensors and back, by copying. */
final class HostTensors {
  private HostTensors() {}

  /** A tensor that the caller closes. */
  static Tensor of(Array array) {
    Shape shape = shape(array.shape());
    return switch (array.type().dtype()) {
      case FLOAT32 -> TFloat32.tensorOf(shape, DataBuffers.of(array.floats()));
      case INT32 -> TInt32.tensorOf(shape, DataBuffers.of(array.ints()));
      case BOOL -> TBool.tensorOf(shape, DataBuffers.of(array.booleans()));
    };
  }

  /** A copy of a tensor, which must be of this type. */
  static Array copy(Tensor tensor, TensorType type) {
    DataType dtype = Attributes.dataType(type.dtype());
    if (tensor.dataType() != dtype || !tensor.shape().equals(shape(type.shape()))) {
      throw new IllegalStateException(
          "TensorFlow returned "
              + tensor.dataType()
              + tensor.shape()
              + " where "
              + type
              + " was expected; this is a fault of d2v's lowering");
    }
    int length = type.shape().elements();
    return switch (type.dtype()) {
      case FLOAT32 -> {
        float[] entries = new float[length];
        tensor.asRawTensor().data().asFloats().read(entries);
        yield Array.of(type.shape(), entries);
      }
      case INT32 -> {
        int[] entries = new int[length];
        tensor.asRawTensor().data().asInts().read(entries);
        yield Array.of(type.shape(), entries);
      }
      case BOOL -> {
        boolean[] entries = new boolean[length];
        tensor.asRawTensor().data().asBooleans().read(entries);
        yield Array.of(type.shape(), entries);
      }
    };
  }

  private static Shape shape(io.d2v.api.graph.Shape shape) {
    return Shape.of(Arrays.stream(shape.sizes()).asLongStream().toArray());
  }
}
