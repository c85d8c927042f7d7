package io.d2v.backend.tensorflow;

import com.google.protobuf.CodedOutputStream;
import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.OpDef;

/** A composite as a TensorFlow function that XLA compiles into one loop or a few. */
final class FunctionBody implements Lowering.Context {
  /** What gains nothing from XLA, or is better done by TensorFlow's own kernels. */
  private static final Set<Class<? extends Op>> NOT_FUSED =
      Set.of(
          Op.MatMul.class,
          Op.Convolve.class,
          Op.ConvolveInput.class,
          Op.ConvolveKernel.class,
          Op.Gather.class,
          Op.ScatterSum.class,
          Op.Uniform.class,
          Op.After.class);

  /** XLA adds up longer axes in windows of this many entries. */
  private static final int WINDOW = 32;

  private FunctionBody() {}

  /** Whether its body has nothing but elementwise operations, reductions and movement. */
  static boolean canBeFused(Composite composite) {
    return Traversal.inputsFirst(composite.results()).stream().allMatch(FunctionBody::canBeFused);
  }

  private static boolean canBeFused(Tensor tensor) {
    Op op = tensor.op();
    if (op instanceof Op.Call call) {
      return canBeFused(call.composite());
    }
    if (op instanceof Op.Sum sum) {
      return !needsPadding(tensor, sum.axes());
    }
    if (op instanceof Op.Max max) {
      return !needsPadding(tensor, max.axes());
    }
    return !NOT_FUSED.contains(op.getClass());
  }

  /** XLA pads windows that do not divide an axis, and then takes three times TensorFlow's time. */
  private static boolean needsPadding(Tensor reduced, List<Integer> axes) {
    Shape from = reduced.inputs().get(0).shape();
    return axes.stream().map(from::size).anyMatch(n -> n > WINDOW && n % WINDOW != 0);
  }

  /** The function; its name is the composite's and a digest of the body, so equal ones are one. */
  static FunctionDef of(Composite composite) {
    OpDef.Builder signature = OpDef.newBuilder();
    for (int i = 0; i < composite.formals().size(); i++) {
      signature.addInputArg(argument("in" + i, composite.formals().get(i)));
    }
    NodeWriter out = new NodeWriter(NodeWriter.Place.FUNCTION);
    List<String> arguments =
        signature.getInputArgList().stream().map(OpDef.ArgDef::getName).toList();
    List<String> results = new Lowering(out, new FunctionBody()).writeBody(composite, arguments);
    FunctionDef.Builder function = FunctionDef.newBuilder().addAllNodeDef(out.nodes());
    for (int i = 0; i < results.size(); i++) {
      signature.addOutputArg(argument("out" + i, composite.results().get(i)));
      function.putRet("out" + i, results.get(i));
    }
    function.putAttr("_XlaMustCompile", Attributes.of(true));
    String shapes = composite.formals().stream().map(f -> f.type().toString()).toList().toString();
    String digest = digest(function.setSignature(signature).build(), shapes);
    return function.setSignature(signature.setName(composite.name() + "_" + digest)).build();
  }

  private static OpDef.ArgDef argument(String name, Tensor tensor) {
    return OpDef.ArgDef.newBuilder()
        .setName(name)
        .setType(Attributes.dataType(tensor.type().dtype()))
        .build();
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

  @Override
  public String leaf(Tensor leaf) {
    throw new IllegalStateException("a composite reaches outside its inputs: " + leaf);
  }

  @Override
  public List<String> call(Composite composite, List<String> arguments) {
    return List.of();
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }
}
