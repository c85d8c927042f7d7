/** For whoever works at a command line: the {@code d2v} command. */
@org.jspecify.annotations.NullMarked
module io.d2v.cli {
  requires static org.jspecify;
  requires io.d2v.bench;
  requires io.d2v.core;
  requires info.picocli;
  requires org.slf4j;

  opens io.d2v.cli to
      info.picocli;
}
