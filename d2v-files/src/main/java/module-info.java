/** For whoever writes a modality whose samples are files, in folders or archives. */
@org.jspecify.annotations.NullMarked
module io.d2v.files {
  requires static org.jspecify;
  requires transitive io.d2v.api;
  requires org.apache.commons.compress;

  exports io.d2v.files;
}
