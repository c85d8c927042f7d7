/** For whoever trains on text; it offers nothing yet. */
@org.jspecify.annotations.NullMarked
module io.d2v.text {
  requires static org.jspecify;
  requires io.d2v.api;
  requires io.d2v.files;
  requires tools.jackson.databind;
}
