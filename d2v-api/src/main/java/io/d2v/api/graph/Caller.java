package io.d2v.api.graph;

/** Finds the line of user code that makes a node. */
final class Caller {
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final String GRAPH = Caller.class.getPackageName() + ".";

  private Caller() {}

  static StackWalker.StackFrame outsideGraph() {
    return WALKER.walk(
        frames -> {
          var all = frames.iterator();
          StackWalker.StackFrame frame = all.next();
          while (frame.getClassName().startsWith(GRAPH) && all.hasNext()) {
            frame = all.next();
          }
          return frame;
        });
  }

  static String describe(StackWalker.StackFrame frame) {
    return frame.getFileName() + ":" + frame.getLineNumber();
  }
}
