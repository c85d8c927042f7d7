package io.d2v.backend.tensorflow;

import com.google.protobuf.ByteString;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Shape;
import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Values of a TensorFlow node's attributes. */
final class Attributes {
  private Attributes() {}

  static AttrValue of(boolean value) {
    return AttrValue.newBuilder().setB(value).build();
  }

  static AttrValue of(String value) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
  }

  static AttrValue of(long value) {
    return AttrValue.newBuilder().setI(value).build();
  }

  static AttrValue of(DataType value) {
    return AttrValue.newBuilder().setType(value).build();
  }

  static AttrValue of(DType value) {
    return of(dataType(value));
  }

  static AttrValue of(Shape value) {
    return AttrValue.newBuilder().setShape(shape(value)).build();
  }

  static AttrValue of(TensorProto value) {
    return AttrValue.newBuilder().setTensor(value).build();
  }

  static AttrValue integers(List<Integer> values) {
    AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
    values.forEach(list::addI);
    return AttrValue.newBuilder().setList(list).build();
  }

  static AttrValue types(List<DataType> types) {
    AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
    types.forEach(list::addType);
    return AttrValue.newBuilder().setList(list).build();
  }

  static AttrValue function(String name) {
    return AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(name)).build();
  }

  static DataType dataType(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> DataType.DT_FLOAT;
      case INT32 -> DataType.DT_INT32;
      case BOOL -> DataType.DT_BOOL;
    };
  }

  static TensorShapeProto shape(Shape shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (int size : shape.sizes()) {
      sizes.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return sizes.build();
  }

  /** Bytes of an entry; 0 of what is no number. */
  static long width(DataType type) {
    return switch (type) {
      case DT_RESOURCE, DT_VARIANT, DT_STRING -> 0;
      case DT_BOOL -> 1;
      case DT_BFLOAT16, DT_HALF -> 2;
      case DT_INT64, DT_UINT64, DT_DOUBLE -> 8;
      default -> 4;
    };
  }
}
