/** For whoever wants programs run fast: TensorFlow, on the CPU and on NVIDIA GPUs. */
@org.jspecify.annotations.NullMarked
module io.d2v.backend.tensorflow {
  requires static org.jspecify;
  requires io.d2v.api;
  requires org.slf4j;
  requires tensorflow;
}
