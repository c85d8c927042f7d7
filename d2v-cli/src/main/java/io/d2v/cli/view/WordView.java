package io.d2v.cli.view;

import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.api.graph.Array;
import io.d2v.bench.picture.Pixels;
import io.d2v.bench.report.Gallery;
import io.d2v.bench.report.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A text with masked tokens marked, and shaded and coloured by what the model makes of them. */
public final class WordView implements View {
  private final List<String> vocabulary;

  WordView(List<String> vocabulary) {
    this.vocabulary = List.copyOf(vocabulary);
  }

  /** An example's real tokens as text. */
  public static List<String> texts(Example example, List<String> vocabulary) {
    Array ids = Objects.requireNonNull(example.arrays().get("ids")); // [T]
    return IntStream.of(ids.ints()).limit(example.valid()).mapToObj(vocabulary::get).toList();
  }

  /** A line of a passage, made token by token. */
  public static Passage.Line line(
      String name, List<String> texts, IntFunction<Passage.Piece> piece) {
    return new Passage.Line(name, IntStream.range(0, texts.size()).mapToObj(piece).toList());
  }

  /** The line whose masked tokens stand out. */
  public static Passage.Line masked(String name, List<String> texts, Mask mask) {
    return line(
        name,
        texts,
        token ->
            mask.contains(token)
                ? new Passage.Masked(texts.get(token))
                : new Passage.Plain(texts.get(token)));
  }

  /** The line whose tokens have a colour each. */
  public static Passage.Line coloured(String name, List<String> texts, Pixels colours) {
    return line(
        name, texts, token -> new Passage.Coloured(texts.get(token), colours.colours()[token]));
  }

  @Override
  public Map<String, Pixels> files(Seen seen) {
    return new TokenView().files(seen);
  }

  @Override
  public List<String> reading() {
    return Shown.reading("tokens", "framed", "(not shaded)");
  }

  @Override
  public List<Gallery> galleries(Seen seen) {
    List<String> texts = texts(seen.example(), vocabulary);
    List<Passage.Line> lines = new ArrayList<>();
    for (int i = 0; i < seen.masks().size(); i++) {
      lines.add(masked("mask " + (i + 1), texts, seen.masks().get(i)));
    }
    lines.add(coloured("features", texts, seen.colours()));
    lines.add(shaded("similarity", texts, seen.similarity(), seen.token()));
    for (int i = 0; i < seen.heads().size(); i++) {
      lines.add(shaded("head " + (i + 1), texts, seen.heads().get(i).weights(), seen.token()));
    }
    return List.of(
        new Gallery(
            seen.name(),
            String.format(
                Locale.ROOT, "Token %d is framed. %s", seen.token(), Shown.numbers("token", seen)),
            1,
            List.of(new Passage(seen.tokens() + " tokens", lines))));
  }

  private static Passage.Line shaded(String name, List<String> texts, Numbers numbers, int chosen) {
    return line(
        name,
        texts,
        token -> {
          String text = texts.get(token);
          double number = numbers.values()[token];
          return token == chosen
              ? new Passage.Chosen(text)
              : new Passage.Shaded(
                  text, numbers.share(token), String.format(Locale.ROOT, "%.3g", number));
        });
  }
}
