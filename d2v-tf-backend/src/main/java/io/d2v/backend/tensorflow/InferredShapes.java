package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_ImportGraphDefOptions;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The values of a graph as TensorFlow infers them, which runs nothing. */
@SuppressWarnings("try") // pointer scopes free what is made within them
final class InferredShapes {
  /**
   * A value.
   *
   * @param bytes of its entries; 0 where it is no tensor of numbers
   */
  record Value(String output, long bytes) {}

  private final Map<String, List<Shape>> calls;
  private final TF_Graph graph;

  private InferredShapes(Map<String, List<Shape>> calls, TF_Graph graph) {
    this.calls = calls;
    this.graph = graph;
  }

  /**
   * The values of each node, in the order of nodes.
   *
   * @param calls the shapes of what calls of functions give, whose bodies TensorFlow is not shown
   */
  static List<List<Value>> of(List<NodeDef> nodes, Map<String, List<Shape>> calls) {
    TF_Graph graph = tensorflow.TF_NewGraph();
    try (PointerScope scope = new PointerScope()) {
      GraphDef.Builder shown = GraphDef.newBuilder();
      nodes.forEach(node -> shown.addAllNode(shown(node, calls)));
      TF_Status status = TF_Status.newStatus();
      tensorflow.TF_GraphImportGraphDef(
          graph,
          TF_Buffer.newBufferFromString(shown.build()),
          TF_ImportGraphDefOptions.newImportGraphDefOptions(),
          status);
      status.throwExceptionIfNotOK();
      InferredShapes shapes = new InferredShapes(calls, graph);
      return nodes.stream().map(shapes::values).toList();
    } finally {
      tensorflow.TF_DeleteGraph(graph);
    }
  }

  /** A call as placeholders, one for each output; whoever reads an output reads that. */
  private static List<NodeDef> shown(NodeDef node, Map<String, List<Shape>> calls) {
    List<Shape> given = calls.get(node.getName());
    if (given == null) {
      NodeDef.Builder copy = node.toBuilder().clearInput();
      node.getInputList().forEach(input -> copy.addInput(shown(input, calls)));
      return List.of(copy.build());
    }
    if (given.isEmpty()) {
      return List.of(NodeDef.newBuilder().setName(node.getName()).setOp("NoOp").build());
    }
    List<NodeDef> placeholders = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      placeholders.add(
          NodeDef.newBuilder()
              .setName(i == 0 ? node.getName() : placeholder(node.getName(), i))
              .setOp("Placeholder")
              .putAttr("dtype", Attributes.of(type(node, i)))
              .putAttr("shape", Attributes.of(given.get(i)))
              .build());
    }
    return placeholders;
  }

  private static DataType type(NodeDef call, int output) {
    return call.getAttrOrThrow("Tout").getList().getType(output);
  }

  private static String shown(String input, Map<String, List<Shape>> calls) {
    int colon = input.lastIndexOf(':');
    return colon > 0 && calls.containsKey(input.substring(0, colon))
        ? placeholder(input.substring(0, colon), Integer.parseInt(input.substring(colon + 1)))
        : input;
  }

  private static String placeholder(String call, int output) {
    return call + "_output_" + output;
  }

  private List<Value> values(NodeDef node) {
    List<Value> values = new ArrayList<>();
    List<Shape> given = calls.get(node.getName());
    if (given != null) {
      for (int i = 0; i < given.size(); i++) {
        long width = Attributes.width(type(node, i));
        values.add(new Value(output(node, i), width * given.get(i).elements()));
      }
      return values;
    }
    TF_Operation operation = tensorflow.TF_GraphOperationByName(graph, node.getName());
    for (int i = 0; i < tensorflow.TF_OperationNumOutputs(operation); i++) {
      TF_Output output = new TF_Output().oper(operation).index(i);
      DataType type = DataType.forNumber(tensorflow.TF_OperationOutputType(output));
      values.add(new Value(output(node, i), Attributes.width(type) * elements(output)));
    }
    return values;
  }

  private static String output(NodeDef node, int number) {
    return number == 0 ? node.getName() : node.getName() + ":" + number;
  }

  /** 0 where TensorFlow can't say. */
  private long elements(TF_Output output) {
    TF_Status status = TF_Status.newStatus();
    int rank = tensorflow.TF_GraphGetTensorNumDims(graph, output, status);
    if (rank < 0) {
      return 0;
    }
    LongPointer sizes = new LongPointer(Math.max(1, rank));
    tensorflow.TF_GraphGetTensorShape(graph, output, sizes, rank, status);
    long elements = 1;
    for (int axis = 0; axis < rank; axis++) {
      elements *= Math.max(0, sizes.get(axis));
    }
    return elements;
  }
}
