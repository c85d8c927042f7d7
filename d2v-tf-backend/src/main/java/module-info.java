/** For whoever wants programs run fast: TensorFlow, on the CPU and on NVIDIA GPUs. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // protobuf 3 has no module descriptor; TensorFlow needs it
module io.d2v.backend.tensorflow {
  requires static org.jspecify;
  requires io.d2v.api;
  requires com.google.protobuf;
  requires org.bytedeco.javacpp;
  requires org.slf4j;
  requires org.tensorflow.ndarray;
  requires tensorflow;
  requires tensorflow.nativelib;

  provides io.d2v.api.backend.Backend.Provider with
      io.d2v.backend.tensorflow.TensorFlowProvider;
}
