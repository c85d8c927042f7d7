package io.d2v.backend.tensorflow;

import com.google.protobuf.CodedOutputStream;
import io.d2v.api.graph.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.OpDef;

/**
 * Nodes that XLA compiles into one function.
 *
 * @param name what it is made of
 * @param nodes inputs first
 * @param inputs the values that it reads
 * @param outputs what it gives in float32, or not real
 * @param narrowOutputs what it gives as factors of products
 */
record Cluster(
    String name,
    List<Tensor> nodes,
    List<Tensor> inputs,
    List<Tensor> outputs,
    List<Tensor> narrowOutputs) {

  /** A function, and the types of what it takes and gives. */
  record Function(FunctionDef definition, List<DataType> takes, List<DataType> gives) {
    String name() {
      return definition.getSignature().getName();
    }
  }

  /**
   * As a TensorFlow function; its name is the cluster's and a digest of the body, so that equal
   * ones are one.
   *
   * @param narrow for each input, whether it comes narrow
   */
  Function function(List<Boolean> narrow, Precision precision) {
    NodeWriter out = new NodeWriter(NodeWriter.Place.FUNCTION);
    Lowering lowering = new Lowering(out, precision);
    OpDef.Builder signature = OpDef.newBuilder();
    List<DataType> takes = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = inputs.get(i);
      boolean cast = narrow.get(i);
      takes.add(cast ? precision.narrow(input) : Attributes.dataType(input.type().dtype()));
      signature.addInputArg(argument("in" + i, takes.get(i)));
      if (cast) {
        lowering.putNarrow(input, "in" + i);
      } else {
        lowering.put(input, "in" + i);
      }
    }
    nodes.forEach(lowering::write);
    List<String> results = new ArrayList<>();
    List<DataType> gives = new ArrayList<>();
    for (Tensor output : outputs) {
      results.add(lowering.wide(output));
      gives.add(Attributes.dataType(output.type().dtype()));
    }
    for (Tensor output : narrowOutputs) {
      results.add(lowering.narrow(output));
      gives.add(precision.narrow(output));
    }
    FunctionDef.Builder function = FunctionDef.newBuilder().addAllNodeDef(out.nodes());
    for (int i = 0; i < results.size(); i++) {
      signature.addOutputArg(argument("out" + i, gives.get(i)));
      function.putRet("out" + i, results.get(i));
    }
    function.putAttr("_XlaMustCompile", Attributes.of(true));
    String shapes = inputs.stream().map(input -> input.type().toString()).toList().toString();
    String digest = digest(function.setSignature(signature).build(), shapes);
    function.setSignature(signature.setName(name + "_" + digest));
    return new Function(function.build(), takes, gives);
  }

  private static OpDef.ArgDef argument(String name, DataType type) {
    return OpDef.ArgDef.newBuilder().setName(name).setType(type).build();
  }

  private static String digest(FunctionDef function, String shapes) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream coded = CodedOutputStream.newInstance(bytes);
      coded.useDeterministicSerialization();
      function.writeTo(coded);
      coded.writeStringNoTag(shapes);
      coded.flush();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
