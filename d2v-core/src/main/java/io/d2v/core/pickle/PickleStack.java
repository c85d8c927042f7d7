package io.d2v.core.pickle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a pickle works on: a stack, marks in it, and a memory. */
final class PickleStack {
  /** More objects than any checkpoint's structure has, and few enough for memory. */
  static final int MOST_OBJECTS = 4_000_000;

  private static final Object MARK = new Object();

  private final List<Object> stack = new ArrayList<>();
  private final Map<Long, Object> memory = new HashMap<>();
  private int made;

  void push(Object value) {
    if (++made > MOST_OBJECTS) {
      throw new BrokenPickle("it makes more than " + MOST_OBJECTS + " objects");
    }
    stack.add(value);
  }

  void mark() {
    push(MARK);
  }

  Object pop() {
    return stack.remove(top());
  }

  Object peek() {
    return stack.get(top());
  }

  /** What lies above the topmost mark, which goes too. */
  List<Object> popToMark() {
    int at = stack.size() - 1;
    while (at >= 0 && stack.get(at) != MARK) {
      at--;
    }
    if (at < 0) {
      throw new BrokenPickle("an instruction looks for a mark that is not there");
    }
    List<Object> above = stack.subList(at + 1, stack.size());
    List<Object> taken = new ArrayList<>(above);
    stack.subList(at, stack.size()).clear();
    return taken;
  }

  void remember(long index) {
    memory.put(index, peek());
  }

  void rememberNext() {
    remember(memory.size());
  }

  void recall(long index) {
    Object value = memory.get(index);
    if (value == null) {
      throw new BrokenPickle("nothing was remembered as " + index);
    }
    push(value);
  }

  private int top() {
    int top = stack.size() - 1;
    if (top < 0 || stack.get(top) == MARK) {
      throw new BrokenPickle("an instruction needs a value, but there is none");
    }
    return top;
  }
}
