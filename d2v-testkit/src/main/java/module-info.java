/**
 * For whoever writes a plugin or a backend: contract tests to extend, and a reference to compare
 * with.
 */
@org.jspecify.annotations.NullMarked
module io.d2v.testkit {
  requires static org.jspecify;
  requires transitive io.d2v.api;
  requires transitive org.junit.jupiter.api;
  requires transitive org.assertj.core;

  exports io.d2v.testkit;
  exports io.d2v.testkit.hostile;
  exports io.d2v.testkit.reference;

  opens io.d2v.testkit to
      org.junit.platform.commons;
}
