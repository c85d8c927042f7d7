/** For whoever trains on speech and other sound; it offers nothing yet. */
@org.jspecify.annotations.NullMarked
module io.d2v.audio {
  requires static org.jspecify;
  requires io.d2v.api;
}
