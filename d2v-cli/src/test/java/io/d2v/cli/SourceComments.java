package io.d2v.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the source of a record or enum says of its components or constants, as Markdown. */
record SourceComments(Class<?> type) {
  private static final Pattern TAG = Pattern.compile("\\{@(code|link) ([^}]*)}");

  /** What the Javadoc of a record says of each component. */
  Map<String, String> ofComponents() throws IOException {
    Matcher comment =
        Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:\\w+ )*record " + type.getSimpleName() + "\\(",
                Pattern.DOTALL)
            .matcher(source());
    if (!comment.find()) {
      throw new IllegalStateException(type + " has no Javadoc");
    }
    String text = comment.group(1).replaceAll("\\n\\s*\\*", " ").replaceAll("\\s+", " ");
    Map<String, String> said = new LinkedHashMap<>();
    Matcher parameter = Pattern.compile("@param (\\w+) (.*?)(?= @param | ?$)").matcher(text);
    while (parameter.find()) {
      said.put(parameter.group(1), markdown(parameter.group(2)));
    }
    return said;
  }

  /** What the Javadoc of an enum says of each constant; nothing of those without. */
  Map<String, String> ofConstants() throws IOException {
    String source = source();
    String body = source.substring(source.indexOf("enum " + type.getSimpleName() + " {"));
    Map<String, String> said = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      Matcher comment =
          Pattern.compile(
                  "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+" + ((Enum<?>) constant).name() + "\\b",
                  Pattern.DOTALL)
              .matcher(body);
      String text = comment.find() ? comment.group(1).replaceAll("\\n\\s*\\*", " ") : "";
      said.put(
          ((Enum<?>) constant).name().toLowerCase(Locale.ROOT),
          markdown(text.replaceAll("\\s+", " ").strip()));
    }
    return said;
  }

  private String source() throws IOException {
    Class<?> outermost = type;
    while (outermost.getEnclosingClass() != null) {
      outermost = outermost.getEnclosingClass();
    }
    String name = outermost.getName();
    String module = name.split("\\.", -1)[2];
    return Files.readString(
        Path.of("..", module.equals("backend") ? "d2v-tf-backend" : "d2v-" + module)
            .resolve("src/main/java")
            .resolve(name.replace('.', '/') + ".java"));
  }

  /** Settings by their names in a recipe. */
  private static String markdown(String comment) {
    return TAG.matcher(comment)
        .replaceAll(tag -> Matcher.quoteReplacement("`" + snake(word(tag)) + "`"));
  }

  private static String word(MatchResult tag) {
    return tag.group(2).replaceFirst(".*#", "");
  }

  /**
   * As recipes have it: {@code learning_rate} for {@code learningRate}, in lower case constants.
   */
  static String snake(String name) {
    boolean camel = name.matches("[a-z]+([A-Z][a-z]*)+");
    boolean constant = name.matches("[A-Z_]+");
    return camel || constant
        ? name.replaceAll("(?<=[a-z])([A-Z])", "_$1").toLowerCase(Locale.ROOT)
        : name;
  }
}
