/** For whoever compares with published results: benchmarks, metrics, statistics. */
@org.jspecify.annotations.NullMarked
module io.d2v.bench {
  requires static org.jspecify;
  requires io.d2v.core;
  requires org.apache.commons.statistics.distribution;
  requires org.apache.commons.statistics.inference;
}
