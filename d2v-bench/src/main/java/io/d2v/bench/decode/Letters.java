package io.d2v.bench.decode;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The alphabet of a model of connectionist temporal classification: a blank, a word boundary, and
 * letters. Ids are places in the list of symbols.
 */
public final class Letters {
  /** Stands between words. */
  public static final String BOUNDARY = "|";

  /** Stands for what is no letter. */
  public static final String UNKNOWN = "<unk>";

  /** What a blank is called, the likeliest first: a vocabulary may have several of these. */
  private static final List<String> BLANKS = List.of("<blank>", "[BLANK]", "<pad>", "[PAD]", "<s>");

  /** By how often letters come in LibriSpeech, as fairseq's dict.ltr.txt counts them. */
  private static final String ENGLISH = "|ETAONIHSRDLUMWCFGYPBVK'XJQZ";

  private final List<String> symbols;
  private final Map<String, Integer> ids = new HashMap<>();
  private final int blank;
  private final Cases cases;

  /** Which case the letters have. */
  private enum Cases {
    UPPER,
    LOWER,
    BOTH
  }

  private Letters(List<String> symbols, List<String> blanks) {
    this.symbols = List.copyOf(symbols);
    for (String symbol : symbols) {
      if (ids.put(symbol, ids.size()) != null) {
        throw new IllegalArgumentException("the symbol '" + symbol + "' comes twice");
      }
    }
    String named =
        blanks.stream()
            .filter(ids::containsKey)
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no blank among " + symbols + ": " + blanks));
    blank = id(named);
    if (!ids.containsKey(BOUNDARY)) {
      throw new IllegalArgumentException("no word boundary '" + BOUNDARY + "' among " + symbols);
    }
    cases = cases(symbols);
  }

  /**
   * An alphabet.
   *
   * @param symbols in the order of the model's outputs
   * @throws IllegalArgumentException if one comes twice, or there is no blank or no word boundary
   */
  public static Letters of(List<String> symbols) {
    return new Letters(symbols, BLANKS);
  }

  /** The symbols of a fairseq dictionary, where the beginning of a sentence serves as blank. */
  static Letters fairseq(List<String> symbols) {
    return new Letters(symbols, List.of("<s>"));
  }

  /**
   * English, in the order of wav2vec 2.0's models in fairseq (dict.ltr.txt) and on Hugging Face
   * (vocab.json of facebook/data2vec-audio-base-10m), where the blank is called {@code <pad>}.
   */
  public static Letters english() {
    List<String> symbols = new ArrayList<>(List.of("<pad>", "<s>", "</s>", UNKNOWN));
    ENGLISH.chars().forEach(letter -> symbols.add(Character.toString(letter)));
    return of(symbols);
  }

  /** How many symbols there are. */
  public int size() {
    return symbols.size();
  }

  /** All of them; the id of one is its place. */
  public List<String> symbols() {
    return symbols;
  }

  /** The id of the blank. */
  public int blank() {
    return blank;
  }

  /** The id of the word boundary. */
  public int boundary() {
    return id(BOUNDARY);
  }

  /** A text in letters. */
  public static final class Spelled {
    private final int[] ids;
    private final Map<String, Integer> unknown;

    private Spelled(int[] ids, Map<String, Integer> unknown) {
      this.ids = ids;
      this.unknown = Collections.unmodifiableMap(unknown);
    }

    /**
     * Each word's letters with a boundary after it, the last one too, as fairseq's labels have it.
     * An unknown character is {@code <unk>} where the alphabet has that, else it is left out.
     */
    public int[] ids() {
      return ids.clone();
    }

    /** The characters that are no letters, and how often each came. */
    public Map<String, Integer> unknown() {
      return unknown;
    }
  }

  /**
   * Spells a text, in the case that the alphabet has. White space separates words; a typographic
   * apostrophe is a plain one where the alphabet has only that.
   */
  public Spelled spell(String text) {
    List<Integer> spelled = new ArrayList<>();
    Map<String, Integer> unknown = new TreeMap<>();
    for (String word : Words.of(inOwnCase(text))) {
      word.codePoints().mapToObj(Character::toString).forEach(c -> add(c, spelled, unknown));
      spelled.add(boundary());
    }
    return new Spelled(spelled.stream().mapToInt(Integer::intValue).toArray(), unknown);
  }

  /** The text that ids spell: words with one space between them. */
  public String text(int[] spelled) {
    StringBuilder joined = new StringBuilder();
    for (int id : spelled) {
      joined.append(id == boundary() ? " " : symbols.get(id));
    }
    return String.join(" ", Words.of(joined.toString()));
  }

  private void add(String character, List<Integer> spelled, Map<String, Integer> unknown) {
    String letter = character.equals("’") && !ids.containsKey("’") ? "'" : character;
    if (ids.containsKey(letter) && !letter.equals(BOUNDARY)) {
      spelled.add(id(letter));
      return;
    }
    unknown.merge(character, 1, Integer::sum);
    if (ids.containsKey(UNKNOWN)) {
      spelled.add(id(UNKNOWN));
    }
  }

  private int id(String symbol) {
    return Objects.requireNonNull(ids.get(symbol));
  }

  private String inOwnCase(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    return switch (cases) {
      case UPPER -> composed.toUpperCase(Locale.ROOT);
      case LOWER -> composed.toLowerCase(Locale.ROOT);
      case BOTH -> composed;
    };
  }

  private static Cases cases(List<String> symbols) {
    List<Integer> letters =
        symbols.stream()
            .filter(s -> s.codePointCount(0, s.length()) == 1)
            .map(s -> s.codePointAt(0))
            .toList();
    boolean upper = letters.stream().anyMatch(Character::isUpperCase);
    boolean lower = letters.stream().anyMatch(Character::isLowerCase);
    return upper == lower ? Cases.BOTH : upper ? Cases.UPPER : Cases.LOWER;
  }
}
