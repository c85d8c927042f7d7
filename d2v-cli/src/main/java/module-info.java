/** For whoever works at a command line: the {@code d2v} command. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Guice and the bar
module io.d2v.cli {
  requires static org.jspecify;
  requires com.google.guice;
  requires info.picocli;
  requires io.d2v.bench;
  requires io.d2v.core;
  requires io.d2v.files;
  requires java.management;
  requires jdk.httpserver;
  requires jdk.unsupported;
  requires org.slf4j;
  requires me.tongfei.progressbar;
  requires tools.jackson.databind;

  opens io.d2v.cli to
      com.google.guice,
      info.picocli;
}
