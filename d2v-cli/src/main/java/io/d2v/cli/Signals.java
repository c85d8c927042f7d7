package io.d2v.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Hears signals of the operating system in place of the JDK, which hears each once alone. By
 * reflection, since of {@code sun.misc.Signal} javac warns whatever is said, and there is no other.
 */
final class Signals implements AutoCloseable {
  /**
   * One that came.
   *
   * @param name such as SIGTERM
   */
  record Heard(String name, int number) {}

  private final Consumer<Heard> listener;
  private final Method handle;
  private final Method number;
  private final Map<Object, Object> before = new HashMap<>();

  /**
   * Listens until it is closed.
   *
   * @param names without SIG
   * @param listener called in a thread of its own
   */
  Signals(List<String> names, Consumer<Heard> listener) {
    this.listener = listener;
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      handle = signal.getMethod("handle", signal, handler);
      number = signal.getMethod("getNumber");
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handler}, this::called);
      for (String name : names) {
        Object one = signal.getConstructor(String.class).newInstance(name);
        before.put(one, handle.invoke(null, one, ours));
      }
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("this Java has no sun.misc.Signal", missing);
    }
  }

  private Object called(Object proxy, Method method, Object[] arguments)
      throws ReflectiveOperationException {
    return switch (method.getName()) {
      case "handle" -> {
        Object signal = arguments[0];
        listener.accept(new Heard(signal.toString(), (int) number.invoke(signal)));
        yield proxy; // of void
      }
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "signals of d2v";
    };
  }

  @Override
  public void close() {
    before.forEach(
        (signal, handler) -> {
          try {
            handle.invoke(null, signal, handler);
          } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
          }
        });
  }
}
