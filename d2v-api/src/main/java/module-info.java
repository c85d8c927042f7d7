/**
 * For whoever writes a modality, a masker, a target builder or a backend: the contracts, and the
 * graph language in which models are written.
 */
module io.d2v.api {
  requires static org.jspecify;

  exports io.d2v.api;
  exports io.d2v.api.graph;
  exports io.d2v.api.backend;
}
