/** For whoever compares with published results: benchmarks, metrics, statistics. */
@org.jspecify.annotations.NullMarked
module io.d2v.bench {
  requires static org.jspecify;
  requires transitive io.d2v.core;
  requires io.d2v.files;
  requires java.desktop;
  requires org.slf4j;
  requires org.apache.commons.statistics.distribution;
  requires org.apache.commons.statistics.inference;
  requires tools.jackson.databind;

  exports io.d2v.bench.data;
  exports io.d2v.bench.decode;
  exports io.d2v.bench.embeddings;
  exports io.d2v.bench.finetune;
  exports io.d2v.bench.glue;
  exports io.d2v.bench.harness;
  exports io.d2v.bench.librispeech;
  exports io.d2v.bench.metric;
  exports io.d2v.bench.picture;
  exports io.d2v.bench.probe;
  exports io.d2v.bench.report;
  exports io.d2v.bench.result;
  exports io.d2v.bench.speed;

  provides io.d2v.api.Probe.Provider with
      io.d2v.bench.probe.ClassifierProbe,
      io.d2v.bench.probe.NeighboursProbe;
}
