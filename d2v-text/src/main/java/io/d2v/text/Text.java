package io.d2v.text;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Factory;
import io.d2v.api.Masker;
import io.d2v.api.Modality;
import io.d2v.api.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Text, {@code text}. */
public final class Text implements Modality {
  private final Map<String, BytePairs> viewing = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "text";
  }

  @Override
  public Factory<Encoder> encoder() {
    return new Factory<>() {
      @Override
      public String name() {
        return "tokens";
      }

      @Override
      public Encoder create(Settings settings) {
        TokenSettings tokens = settings.as(TokenSettings.class, MethodHandles.lookup());
        return new TokenEncoder(tokens, new GivenIds(tokens), new MaskedIds(tokens));
      }
    };
  }

  @Override
  public Factory<Masker> masker() {
    return new RunMaskerProvider();
  }

  @Override
  public Map<String, String> recipes() {
    Map<String, String> texts = new TreeMap<>();
    for (String name :
        List.of(
            "text-tiny",
            "text-base",
            "text-large",
            "v2-text-tiny",
            "v2-text-base",
            "v2-text-large")) {
      texts.put(name, recipe(name));
    }
    return texts;
  }

  @Override
  public List<CheckpointLayout> layouts() {
    return List.of(new HuggingFaceText(), new FairseqText(), new FairseqMultiText());
  }

  private static String recipe(String name) {
    try (InputStream in =
        Objects.requireNonNull(Text.class.getResourceAsStream("recipes/" + name + ".yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Dataset open(Path source, Settings settings) throws IOException {
    TextDataSettings data = settings.as(TextDataSettings.class, MethodHandles.lookup());
    return new TextSource(data, Tokenizers.named(data.tokenizer())).open(source);
  }

  @Override
  public Dataset view(Dataset raw, Settings settings) throws IOException {
    TextDataSettings data = settings.as(TextDataSettings.class, MethodHandles.lookup());
    return new Sentence(tokenizer(data.tokenizer()), data.tokens()).samples(raw);
  }

  /** Read once, since a program may look at a text at a time; it is to stay as it is. */
  private BytePairs tokenizer(String name) throws IOException {
    BytePairs known = viewing.get(name);
    if (known == null) {
      known = Tokenizers.named(name);
      viewing.put(name, known);
    }
    return known;
  }
}
