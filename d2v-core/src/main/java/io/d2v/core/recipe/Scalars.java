package io.d2v.core.recipe;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads scalars as the types that settings can have, and names those types. */
final class Scalars {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,9})?");

  private static final int LONGEST_NUMBER = 100; // to read digits takes the square of their number

  private Scalars() {}

  static boolean knows(Class<?> type) {
    return type == int.class
        || type == Integer.class
        || type == long.class
        || type == Long.class
        || type == double.class
        || type == Double.class
        || type == boolean.class
        || type == Boolean.class
        || type == String.class
        || type.isEnum();
  }

  /** The value, if the text is one of this type. */
  static Optional<Object> read(String text, Class<?> type) {
    if (type == String.class) {
      return Optional.of(text);
    }
    if (type == boolean.class || type == Boolean.class) {
      return text.equals("true") || text.equals("false")
          ? Optional.of(text.equals("true"))
          : Optional.empty();
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> word(constant).equals(text.replace('-', '_')))
          .map(Object.class::cast)
          .findFirst();
    }
    return text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches()
        ? number(text, type)
        : Optional.empty();
  }

  private static Optional<Object> number(String text, Class<?> type) {
    if (type == double.class || type == Double.class) {
      double value = Double.parseDouble(text);
      return Double.isInfinite(value) ? Optional.empty() : Optional.of(value);
    }
    try {
      BigDecimal exact = new BigDecimal(text);
      return type == long.class || type == Long.class
          ? Optional.of(exact.longValueExact())
          : Optional.of(exact.intValueExact());
    } catch (ArithmeticException notWhole) {
      return Optional.empty();
    }
  }

  /** The one way in which a value is written. */
  static String write(Object value) {
    return value instanceof Enum<?> ? word(value) : value.toString();
  }

  static String describe(Class<?> type) {
    if (type == String.class) {
      return "text";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isEnum()) {
      return "one of " + Arrays.stream(type.getEnumConstants()).map(Scalars::word).toList();
    }
    return type == double.class || type == Double.class ? "a number" : "a whole number";
  }

  private static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }
}
