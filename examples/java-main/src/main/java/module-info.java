/** Leave it out, and the same program runs on the class path. */
module org.example.embed {
  requires io.d2v.core;
}
