package io.d2v.core.pickle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Follows the instructions of a pickle (Python's {@code pickletools.py} lists them) as far as
 * containers and tensors need them. Work and memory are bounded by the pickle's length.
 */
final class PickleReader {
  private static final int NEWEST_PROTOCOL = 5;

  private final PickleBytes bytes;
  private final PickleStack stack = new PickleStack();

  private PickleReader(byte[] pickle) {
    bytes = new PickleBytes(pickle);
  }

  /**
   * What a pickle holds: String, Long, Double, Boolean, byte[], {@link None}, List (also for tuples
   * and sets), Map, {@link StoredTensor}, {@link Inert}. Containers may hold themselves.
   *
   * @throws BrokenPickle if it is damaged, or uses what is not read
   */
  static Object read(byte[] pickle) {
    PickleReader reader = new PickleReader(pickle);
    while (true) {
      int at = reader.bytes.position();
      int instruction = reader.bytes.unsignedByte();
      if (instruction == '.') {
        return reader.stack.pop();
      }
      try {
        reader.follow(instruction);
      } catch (BrokenPickle broken) {
        throw new BrokenPickle("at byte " + at + ": " + broken.getMessage());
      }
    }
  }

  private void follow(int instruction) {
    switch (instruction) {
      case 0x80 -> requireProtocol(bytes.unsignedByte());
      case 0x95 -> bytes.length(8); // a frame: what follows is read as it comes
      case '(' -> stack.mark();
      case '0' -> stack.pop();
      case '1' -> stack.popToMark();
      case '2' -> stack.push(stack.peek());
      case 'q' -> stack.remember(bytes.unsignedByte());
      case 'r' -> stack.remember(Integer.toUnsignedLong(bytes.integer()));
      case 0x94 -> stack.rememberNext();
      case 'h' -> stack.recall(bytes.unsignedByte());
      case 'j' -> stack.recall(Integer.toUnsignedLong(bytes.integer()));
      case 'c' -> stack.push(new Named(bytes.line() + "." + bytes.line()));
      case 0x93 -> stackGlobal();
      case 'Q' -> stack.push(Making.persistent(stack.pop()));
      case 'R', 0x81 -> {
        Object arguments = stack.pop();
        stack.push(Making.call(stack.pop(), arguments));
      }
      case 0x92 -> {
        Object named = stack.pop();
        Object arguments = stack.pop();
        stack.push(Making.call(stack.pop(), new ArrayList<>(List.of(arguments, named))));
      }
      case 'b' -> {
        Object state = stack.pop();
        Making.build(stack.peek(), state);
      }
      default -> {
        if (!pushesValue(instruction) && !buildsContainer(instruction)) {
          throw new BrokenPickle(
              String.format("instruction 0x%02x is not one that checkpoints need", instruction));
        }
      }
    }
  }

  private boolean pushesValue(int instruction) {
    switch (instruction) {
      case 'N' -> stack.push(None.NONE);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'J' -> stack.push((long) bytes.integer());
      case 'K' -> stack.push((long) bytes.unsignedByte());
      case 'M' -> stack.push((long) bytes.unsignedShort());
      case 0x8a -> stack.push(bytes.number(bytes.length(1)));
      case 0x8b -> stack.push(bytes.number(bytes.length(4)));
      case 'G' -> stack.push(bytes.bigEndianDouble());
      case 'X' -> stack.push(bytes.text(bytes.length(4)));
      case 0x8c -> stack.push(bytes.text(bytes.length(1)));
      case 0x8d -> stack.push(bytes.text(bytes.length(8)));
      case 'T', 'B' -> stack.push(bytes.take(bytes.length(4)));
      case 'U', 'C' -> stack.push(bytes.take(bytes.length(1)));
      case 0x8e, 0x96 -> stack.push(bytes.take(bytes.length(8)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean buildsContainer(int instruction) {
    switch (instruction) {
      case ']', ')', 0x8f -> stack.push(new ArrayList<>());
      case '}' -> stack.push(new LinkedHashMap<>());
      case 'l', 't', 0x91 -> stack.push(stack.popToMark());
      case 0x85 -> tuple(1);
      case 0x86 -> tuple(2);
      case 0x87 -> tuple(3);
      case 'd' -> {
        List<Object> items = stack.popToMark();
        stack.push(new LinkedHashMap<>());
        Making.put(stack.peek(), items);
      }
      case 'a' -> {
        Object item = stack.pop();
        Making.append(stack.peek(), List.of(item));
      }
      case 'e', 0x90 -> {
        List<Object> items = stack.popToMark();
        Making.append(stack.peek(), items);
      }
      case 's' -> {
        Object value = stack.pop();
        Object key = stack.pop();
        Making.put(stack.peek(), List.of(key, value));
      }
      case 'u' -> {
        List<Object> items = stack.popToMark();
        Making.put(stack.peek(), items);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void tuple(int size) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(0, stack.pop());
    }
    stack.push(items);
  }

  private void stackGlobal() {
    if (stack.pop() instanceof String name && stack.pop() instanceof String module) {
      stack.push(new Named(module + "." + name));
      return;
    }
    throw new BrokenPickle("a name is no text");
  }

  private static void requireProtocol(int protocol) {
    if (protocol > NEWEST_PROTOCOL) {
      throw new BrokenPickle("protocol " + protocol + " is newer than " + NEWEST_PROTOCOL);
    }
  }
}
