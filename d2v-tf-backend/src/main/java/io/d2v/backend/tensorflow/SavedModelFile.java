package io.d2v.backend.tensorflow;

import com.google.protobuf.CodedOutputStream;
import io.d2v.api.UserError;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Inlined;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.VersionDef;

/**
 * A program as TensorFlow's SavedModel with one signature. Parameters are constants in its graph,
 * and composites their bodies, so that any TensorFlow runs it.
 */
final class SavedModelFile {
  private static final String NAME = "saved_model.pb";
  private static final String PREDICT = "tensorflow/serving/predict";

  /** A protocol buffer has less than 2 GiB; some is for the graph itself. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - (64L << 20);

  private final NodeWriter out = new NodeWriter(NodeWriter.Place.GRAPH);
  private final Function<String, Array> parameters;
  private final Map<String, String> leaves = new HashMap<>();
  private final SignatureDef.Builder signature = SignatureDef.newBuilder().setMethodName(PREDICT);

  private SavedModelFile(Function<String, Array> parameters) {
    this.parameters = parameters;
  }

  /**
   * Writes a program.
   *
   * @param outputs names of its fetches, in their order
   * @param parameters the value of each, by path
   * @param version of the graph, as TensorFlow has it
   */
  static void write(
      Program program,
      List<String> outputs,
      Function<String, Array> parameters,
      VersionDef version,
      Path folder)
      throws IOException {
    long bytes =
        program.parameters().values().stream()
            .mapToLong(type -> (long) Float.BYTES * type.shape().elements())
            .sum();
    if (bytes > MOST_BYTES) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          "a SavedModel holds parameters of less than 2 GiB, and these have "
              + bytes
              + " bytes; export to hf or safetensors");
    }
    SavedModelFile file = new SavedModelFile(parameters);
    SavedModel model = file.model(program, outputs, version);
    Files.createDirectories(folder);
    try (OutputStream stream = Files.newOutputStream(folder.resolve(NAME))) {
      CodedOutputStream coded = CodedOutputStream.newInstance(stream);
      coded.useDeterministicSerialization(); // maps in the order of their keys
      model.writeTo(coded);
      coded.flush();
    }
  }

  private SavedModel model(Program program, List<String> outputs, VersionDef version) {
    Inlined graph = Inlined.of(program.fetches(), composite -> false);
    Lowering lowering = new Lowering(out, Precision.FLOAT32);
    for (Tensor node : graph.nodes()) {
      if (node.inputs().isEmpty() && !(node.op() instanceof Op.Constant)) {
        lowering.put(node, leaf(node));
      } else {
        lowering.write(node);
      }
    }
    List<String> fetched = graph.roots().stream().map(lowering::wide).toList();
    for (int i = 0; i < fetched.size(); i++) {
      TensorType type = program.fetches().get(i).type();
      String copy =
          out.write("Identity", List.of(fetched.get(i)), Map.of("T", Attributes.of(type.dtype())));
      signature.putOutputs(outputs.get(i), info(copy, type));
    }
    return SavedModel.newBuilder()
        .setSavedModelSchemaVersion(1)
        .addMetaGraphs(
            MetaGraphDef.newBuilder()
                .setMetaInfoDef(
                    MetaGraphDef.MetaInfoDef.newBuilder()
                        .addTags("serve")
                        .setTensorflowVersion(TensorFlow.version()))
                .setGraphDef(GraphDef.newBuilder().setVersions(version).addAllNode(out.nodes()))
                .putSignatureDef("serving_default", signature.build()))
        .build();
  }

  private String leaf(Tensor leaf) {
    String name =
        leaf.op() instanceof Op.Parameter parameter
            ? parameter.path()
            : ((Op.Input) leaf.op()).name();
    return leaves.computeIfAbsent(
        name,
        key -> {
          if (leaf.op() instanceof Op.Parameter) {
            return out.constant(Constants.of(parameters.apply(key)));
          }
          String placeholder = VariableGroup.placeholder(leaf.type(), out);
          signature.putInputs(key, info(placeholder, leaf.type()));
          return placeholder;
        });
  }

  private static TensorInfo info(String output, TensorType type) {
    return TensorInfo.newBuilder()
        .setName(output + ":0")
        .setDtype(Attributes.dataType(type.dtype()))
        .setTensorShape(Attributes.shape(type.shape()))
        .build();
  }
}
