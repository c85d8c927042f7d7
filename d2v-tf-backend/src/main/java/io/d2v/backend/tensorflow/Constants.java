package io.d2v.backend.tensorflow;

import com.google.protobuf.ByteString;
import io.d2v.api.graph.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Constants as they stand in a TensorFlow graph. */
final class Constants {
  private Constants() {}

  static TensorProto of(Array value) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setDtype(Attributes.dataType(value.type().dtype()))
            .setTensorShape(Attributes.shape(value.shape()));
    ByteBuffer bytes = ByteBuffer.allocate(4 * value.shape().elements());
    bytes.order(ByteOrder.nativeOrder());
    switch (value.type().dtype()) {
      case FLOAT32 -> bytes.asFloatBuffer().put(value.floats());
      case INT32 -> bytes.asIntBuffer().put(value.ints());
      case BOOL -> {
        for (boolean entry : value.booleans()) {
          proto.addBoolVal(entry);
        }
        return proto.build();
      }
    }
    return proto.setTensorContent(ByteString.copyFrom(bytes)).build();
  }

  static TensorProto integers(int... values) {
    TensorShapeProto.Dim size = TensorShapeProto.Dim.newBuilder().setSize(values.length).build();
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(TensorShapeProto.newBuilder().addDim(size));
    IntStream.of(values).forEach(proto::addIntVal);
    return proto.build();
  }

  /** The zero of a type, of rank 0. */
  static TensorProto zero(DataType type) {
    TensorProto.Builder proto =
        TensorProto.newBuilder().setDtype(type).setTensorShape(TensorShapeProto.newBuilder());
    return switch (type) {
      case DT_BOOL -> proto.addBoolVal(false).build();
      case DT_INT32 -> proto.addIntVal(0).build();
      case DT_BFLOAT16 -> proto.addHalfVal(0).build();
      default -> proto.addFloatVal(0).build();
    };
  }

  static TensorProto integer(int value) {
    return of(Array.scalar(value));
  }

  /** The counter of a Philox generator: its low 64 bits, then its high 64. */
  static TensorProto counter(long low, long high) {
    TensorShapeProto.Dim size = TensorShapeProto.Dim.newBuilder().setSize(2).build();
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_UINT64)
        .setTensorShape(TensorShapeProto.newBuilder().addDim(size))
        .addUint64Val(low)
        .addUint64Val(high)
        .build();
  }
}
