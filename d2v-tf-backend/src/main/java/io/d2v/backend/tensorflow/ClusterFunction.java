package io.d2v.backend.tensorflow;

import com.google.protobuf.CodedOutputStream;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.OpDef;

/**
 * A cluster as a TensorFlow function.
 *
 * @param takes the cluster's inputs, then for each update its variable and that of its copy
 * @param gives the types of the cluster's outputs, then of its narrow ones
 */
record ClusterFunction(FunctionDef definition, List<Argument> takes, List<DataType> gives) {
  /**
   * What a function takes.
   *
   * @param entries of the value
   * @param inVariable whether the variable is taken that holds it
   */
  record Argument(DataType entries, Shape shape, boolean inVariable) {
    DataType type() {
      return inVariable ? DataType.DT_RESOURCE : entries;
    }
  }

  /**
   * Writes it. Its name is the cluster's and a digest of the body, so that equal ones are one.
   *
   * @param narrow for each input, whether it comes narrow
   */
  static ClusterFunction of(Cluster cluster, List<Boolean> narrow, Precision precision) {
    return new Writer(precision).write(cluster, narrow);
  }

  String name() {
    return definition.getSignature().getName();
  }

  boolean hasVariables() {
    return takes.stream().anyMatch(Argument::inVariable);
  }

  private static final class Writer {
    private final Precision precision;
    private final NodeWriter out = new NodeWriter(NodeWriter.Place.FUNCTION);
    private final Lowering lowering;
    private final OpDef.Builder signature = OpDef.newBuilder();
    private final FunctionDef.Builder function = FunctionDef.newBuilder();
    private final List<Argument> takes = new ArrayList<>();
    private final List<DataType> gives = new ArrayList<>();

    Writer(Precision precision) {
      this.precision = precision;
      lowering = new Lowering(out, precision);
    }

    ClusterFunction write(Cluster cluster, List<Boolean> narrow) {
      for (int i = 0; i < cluster.inputs().size(); i++) {
        read(cluster.inputs().get(i), narrow.get(i));
      }
      List<Runnable> writes = new ArrayList<>();
      cluster.updates().forEach(update -> writes.addAll(readVariables(update)));
      cluster.nodes().forEach(lowering::write);
      cluster.outputs().forEach(value -> give(lowering.wide(value), wide(value)));
      cluster
          .narrowOutputs()
          .forEach(value -> give(lowering.narrow(value), precision.narrow(value)));
      writes.forEach(Runnable::run);
      function.addAllNodeDef(out.nodes()).putAttr("_XlaMustCompile", Attributes.of(true));
      String digest = digest(function.setSignature(signature).build(), takes.toString());
      signature.setName(cluster.name() + "_" + digest);
      return new ClusterFunction(function.setSignature(signature).build(), takes, gives);
    }

    private void read(Tensor input, boolean narrow) {
      if (narrow) {
        lowering.putNarrow(input, take(precision.narrow(input), input.shape(), false));
      } else {
        lowering.put(input, take(wide(input), input.shape(), false));
      }
    }

    /** Gives what is to be run when all values are there. */
    private List<Runnable> readVariables(Cluster.Update update) {
      Tensor after = update.after();
      Map<String, AttrValue> dtype = Map.of("dtype", Attributes.of(wide(after)));
      String variable = take(wide(after), after.shape(), true);
      String before = out.write("ReadVariableOp", List.of(variable), dtype);
      lowering.put(update.before(), before);
      String read = "^" + before.substring(0, before.indexOf(':'));
      List<Runnable> writes = new ArrayList<>();
      writes.add(() -> assign(variable, List.of(lowering.wide(after), read), wide(after)));
      if (update.copied()) {
        DataType narrow = precision.narrow(after);
        String copy = take(narrow, after.shape(), true);
        writes.add(() -> assign(copy, List.of(lowering.narrow(after)), narrow));
      }
      return writes;
    }

    private String take(DataType entries, Shape shape, boolean inVariable) {
      String name = "in" + takes.size();
      Argument argument = new Argument(entries, shape, inVariable);
      takes.add(argument);
      signature.addInputArg(OpDef.ArgDef.newBuilder().setName(name).setType(argument.type()));
      return name;
    }

    private void give(String output, DataType type) {
      String name = "out" + gives.size();
      gives.add(type);
      signature.addOutputArg(OpDef.ArgDef.newBuilder().setName(name).setType(type));
      function.putRet(name, output);
    }

    private void assign(String variable, List<String> value, DataType type) {
      List<String> inputs = new ArrayList<>(List.of(variable));
      inputs.addAll(value);
      String node = out.node("AssignVariableOp", inputs, Map.of("dtype", Attributes.of(type)));
      signature.addControlOutput(node).setIsStateful(true);
      function.putControlRet(node, node);
    }

    private static DataType wide(Tensor value) {
      return Attributes.dataType(value.type().dtype());
    }
  }

  private static String digest(FunctionDef function, String taken) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream coded = CodedOutputStream.newInstance(bytes);
      coded.useDeterministicSerialization();
      function.writeTo(coded);
      coded.writeStringNoTag(taken);
      coded.flush();
      byte[] digest = Digest.of(bytes.toByteArray());
      return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
