package io.d2v.bench.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Beam search over words of a lexicon, scored by a language model where a word ends: what
 * flashlight's LexiconDecoder searches for. A hypothesis here is a text, and holds all paths to it;
 * there it is a text and a way in which its path ends, so that it takes a larger beam.
 *
 * <p>A word ends with a boundary, or where the utterance ends. Boundaries may come before the first
 * word, and more than one between two.
 */
public final class LexiconBeamSearch implements Decoder {
  private final Lexicon lexicon;
  private final Letters letters;
  private final Optional<NgramModel> model;
  private final BeamSettings settings;
  private final int[] known;
  private final int unknown;
  private final SpellingTrie trie;

  /** Takes what it needs; without a model, every word is as likely as any other. */
  public LexiconBeamSearch(
      Lexicon lexicon, Letters letters, Optional<NgramModel> model, BeamSettings settings) {
    this.lexicon = lexicon;
    this.letters = letters;
    this.model = model;
    this.settings = settings;
    known = new int[lexicon.size()];
    unknown = model.map(m -> m.word(Vocabulary.UNKNOWN)).orElse(0);
    double[] alone = new double[known.length];
    for (int word = 0; word < known.length; word++) {
      String text = lexicon.entries().get(word).known();
      known[word] = model.map(m -> m.word(text)).orElse(0);
      alone[word] = score(NgramModel.NOTHING, known[word]);
    }
    trie = new SpellingTrie(lexicon.entries(), alone);
  }

  @Override
  public List<Hypothesis> decode(Emissions emissions, int most) {
    if (emissions.letters() != letters.size()) {
      throw new IllegalArgumentException(
          "scores of " + emissions.letters() + " letters for an alphabet of " + letters.size());
    }
    return new LexiconSearch(this, emissions).run(most);
  }

  Letters letters() {
    return letters;
  }

  BeamSettings settings() {
    return settings;
  }

  SpellingTrie trie() {
    return trie;
  }

  /** The state at the beginning of a sentence. */
  int begin() {
    return model.map(NgramModel::begin).orElse(NgramModel.NOTHING);
  }

  /** Log10 of a word's probability, by its number in the language model; 0 without a model. */
  double score(int state, int known) {
    return model.map(m -> m.score(state, known)).orElse(0.0);
  }

  /** The state after a word. */
  int next(int state, int known) {
    return model.map(m -> m.next(state, known)).orElse(NgramModel.NOTHING);
  }

  /** Log10 of the probability that a sentence ends. */
  double end(int state) {
    return model.map(m -> m.score(state, m.end())).orElse(0.0);
  }

  /**
   * A word's number in the language model.
   *
   * @param word of the lexicon, or {@link #unknown} one
   */
  int known(int word) {
    return word < known.length ? known[word] : unknown;
  }

  /** A word that is not in the lexicon: the letters that lead to a node. */
  int unknown(int node) {
    return known.length + node;
  }

  /** How a word is written. */
  String text(int word) {
    if (word < known.length) {
      return lexicon.entries().get(word).text();
    }
    List<Integer> ids = new ArrayList<>();
    for (int on = word - known.length; on != SpellingTrie.ROOT; on = trie.parent(on)) {
      ids.add(0, trie.letter(on));
    }
    return letters.text(ids.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Log10 of the probability of a sentence. */
  double sentence(List<Integer> words) {
    return model.map(m -> m.scoreOf(words.stream().map(this::known).toList())).orElse(0.0);
  }
}
