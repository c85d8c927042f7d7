package io.d2v.core.recipe;

import io.d2v.api.UserError;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads the part of YAML that recipes need: mappings, lists and scalars. Tags, aliases and a second
 * document are refused, as are keys that appear twice.
 */
final class YamlReader {
  static final int MOST_CHARACTERS = 1 << 20;
  private static final int DEEPEST = 20;

  private final String source;
  private final boolean lines;

  /**
   * A reader that calls places by this name.
   *
   * @param lines whether places have line numbers
   */
  YamlReader(String source, boolean lines) {
    this.source = source;
    this.lines = lines;
  }

  Node read(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw error(source, "it has " + text.length() + " characters; 1048576 are allowed");
    }
    try (YAMLParser parser =
        (YAMLParser) new YAMLFactory().createParser(ObjectReadContext.empty(), reader(text))) {
      if (parser.nextToken() == null) {
        return new Node.Nothing(source);
      }
      Node node = node(parser, place(parser), 0);
      if (parser.nextToken() != null) {
        throw error(place(parser), "a second document begins; one is allowed");
      }
      return node;
    } catch (JacksonException broken) {
      int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
      throw error(
          lines && line > 0 ? source + ":" + line : source,
          "this is not valid YAML: " + withoutExcerpt(broken.getOriginalMessage()));
    }
  }

  /** Leaves room in a buffer, where SnakeYAML puts the second half of a character, full or not. */
  private static Reader reader(String text) {
    return new StringReader(text) {
      @Override
      public int read(char[] buffer, int offset, int length) throws IOException {
        return super.read(buffer, offset, Math.max(Math.min(length, 1), length - 1));
      }
    };
  }

  private Node node(YAMLParser parser, String where, int depth) {
    if (parser.getTypeId() != null) {
      throw error(where, "YAML tags are not used in recipes: !" + parser.getTypeId());
    }
    if (parser.isCurrentAlias()) {
      throw error(where, "YAML aliases are not used in recipes; write the value again");
    }
    if (depth > DEEPEST) {
      throw error(where, "this is nested more than " + DEEPEST + " deep");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(parser, where, depth);
      case START_ARRAY -> sequence(parser, where, depth);
      case VALUE_NULL -> new Node.Nothing(where);
      default -> scalar(parser.getString(), where);
    };
  }

  private static Node scalar(String text, String where) {
    if (text.indexOf('\0') >= 0) {
      throw error(where, "a value holds the character 0, which ends a text in the systems below");
    }
    return new Node.Scalar(text, where);
  }

  private Node mapping(YAMLParser parser, String where, int depth) {
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String here = place(parser);
      parser.nextToken();
      if (entries.put(key, node(parser, here, depth + 1)) != null) {
        throw error(here, "'" + key + "' appears twice");
      }
    }
    return new Node.Mapping(entries, where);
  }

  private Node sequence(YAMLParser parser, String where, int depth) {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(parser, place(parser), depth + 1));
    }
    return new Node.Sequence(items, where);
  }

  private String place(YAMLParser parser) {
    return lines ? source + ":" + parser.currentTokenLocation().getLineNr() : source;
  }

  private static String withoutExcerpt(String message) {
    return message
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .collect(Collectors.joining(", "));
  }

  private static UserError error(String where, String what) {
    return new UserError(UserError.Kind.RECIPE, where + ": " + what);
  }
}
