module org.example.program {
  requires io.d2v.core;
}
