package io.d2v.bench.decode;

import java.util.ArrayList;
import java.util.Collections;
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
  private final SpellingTrie trie;

  /** Takes what it needs; without a model, every word is as likely as any other. */
  public LexiconBeamSearch(
      Lexicon lexicon, Letters letters, Optional<NgramModel> model, BeamSettings settings) {
    this.lexicon = lexicon;
    this.letters = letters;
    this.model = model;
    this.settings = settings;
    known = new int[lexicon.size()];
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
    return new Search(emissions).run(most);
  }

  private double score(int state, int word) {
    return model.map(m -> m.score(state, word)).orElse(0.0);
  }

  /** The search of one utterance. */
  private final class Search {
    private final Emissions emissions;

    /** Words said, each behind those before it; one's number is its place and 1, that of none 0. */
    private final Grams said = new Grams(256);

    private Beam now = new Beam(settings);
    private Beam next = new Beam(settings);

    Search(Emissions emissions) {
      if (emissions.letters() != letters.size()) {
        throw new IllegalArgumentException(
            "scores of " + emissions.letters() + " letters for an alphabet of " + letters.size());
      }
      this.emissions = emissions;
    }

    List<Hypothesis> run(int most) {
      int begin = model.map(NgramModel::begin).orElse(NgramModel.NOTHING);
      now.addBlank(0, SpellingTrie.ROOT, begin, 0, 0);
      for (int frame = 0; frame < emissions.frames(); frame++) {
        for (int at : now.kept()) {
          advance(at, frame);
        }
        swap();
      }
      finish();
      List<Hypothesis> best = new ArrayList<>();
      for (int at : now.ordered()) {
        if (best.size() < most) {
          best.add(hypothesis(at));
        }
      }
      return best;
    }

    private void swap() {
      Beam done = now;
      now = next;
      next = done;
      next.clear();
    }

    private void advance(int at, int frame) {
      int words = now.words(at);
      int node = now.node(at);
      int state = now.state(at);
      double bonus = now.bonus(at);
      double paths = now.paths(at);
      next.addBlank(words, node, state, bonus, paths + emissions.at(frame, letters.blank()));
      double boundary = emissions.at(frame, letters.boundary()) + settings.silenceScore();
      if (node == SpellingTrie.ROOT) {
        next.addLetter(words, node, state, bonus, paths + boundary);
      } else {
        double again = now.letter(at) + emissions.at(frame, trie.letter(node));
        next.addLetter(words, node, state, bonus, again);
        endWord(at, paths + boundary);
      }
      for (int place = trie.firstChild(node); place < trie.firstChild(node + 1); place++) {
        int child = trie.child(place);
        int letter = trie.letter(child);
        double before = letter == trie.letter(node) ? now.blank(at) : paths;
        double ahead = trie.lookahead(child) - trie.lookahead(node);
        next.addLetter(
            words,
            child,
            state,
            bonus + settings.languageModelWeight() * ahead,
            before + emissions.at(frame, letter));
      }
    }

    /** Adds what comes of a hypothesis whose letters so far are a word. */
    private void endWord(int at, double paths) {
      int node = now.node(at);
      int end = trie.firstWord(node + 1);
      for (int place = trie.firstWord(node); place < end; place++) {
        int word = trie.word(place);
        endWord(at, word, known[word], settings.wordScore(), paths);
      }
      if (end == trie.firstWord(node) && settings.unknownScore() > Double.NEGATIVE_INFINITY) {
        int unknown = model.map(m -> m.word(Vocabulary.UNKNOWN)).orElse(0);
        endWord(at, lexicon.size() + node, unknown, settings.unknownScore(), paths);
      }
    }

    private void endWord(int at, int word, int modelWord, double score, double paths) {
      int state = now.state(at);
      double likely = score(state, modelWord) - trie.lookahead(now.node(at));
      double bonus = now.bonus(at) + settings.languageModelWeight() * likely + score;
      if (next.mayTake(paths + bonus)) {
        next.addLetter(
            said.add(now.words(at), word) + 1,
            SpellingTrie.ROOT,
            model.map(m -> m.next(state, modelWord)).orElse(state),
            bonus,
            paths);
      }
    }

    /**
     * Ends words and sentences where the utterance ends. Where all hypotheses have begun a word
     * that can't end there, it is left out.
     */
    private void finish() {
      for (int at : now.kept()) {
        if (now.node(at) == SpellingTrie.ROOT) {
          next.addLetter(
              now.words(at), SpellingTrie.ROOT, now.state(at), now.bonus(at), now.paths(at));
        } else {
          endWord(at, now.paths(at));
        }
      }
      if (next.size() == 0) {
        for (int at : now.kept()) {
          double ahead = settings.languageModelWeight() * trie.lookahead(now.node(at));
          next.addLetter(
              now.words(at),
              SpellingTrie.ROOT,
              now.state(at),
              now.bonus(at) - ahead,
              now.paths(at));
        }
      }
      swap();
      for (int at = 0; at < now.size(); at++) {
        int state = now.state(at);
        double end = model.map(m -> m.score(state, m.end())).orElse(0.0);
        next.addLetter(
            now.words(at),
            SpellingTrie.ROOT,
            state,
            now.bonus(at) + settings.languageModelWeight() * end,
            now.paths(at));
      }
      swap();
    }

    private Hypothesis hypothesis(int at) {
      List<String> texts = new ArrayList<>();
      List<Integer> modelWords = new ArrayList<>();
      for (int words = now.words(at); words != 0; words = said.before(words - 1)) {
        int word = said.next(words - 1);
        boolean inLexicon = word < lexicon.size();
        texts.add(inLexicon ? lexicon.entries().get(word).text() : spelled(word - lexicon.size()));
        modelWords.add(
            inLexicon ? known[word] : model.map(m -> m.word(Vocabulary.UNKNOWN)).orElse(0));
      }
      Collections.reverse(texts);
      Collections.reverse(modelWords);
      double likely = model.map(m -> m.scoreOf(modelWords)).orElse(0.0);
      return new Hypothesis(texts, now.score(at), now.paths(at), likely);
    }

    private String spelled(int node) {
      List<Integer> ids = new ArrayList<>();
      for (int on = node; on != SpellingTrie.ROOT; on = trie.parent(on)) {
        ids.add(trie.letter(on));
      }
      Collections.reverse(ids);
      return letters.text(ids.stream().mapToInt(Integer::intValue).toArray());
    }
  }
}
