package io.d2v.bench.decode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The beam search of one utterance. */
final class LexiconSearch {
  private final LexiconBeamSearch given;
  private final Letters letters;
  private final BeamSettings settings;
  private final SpellingTrie trie;
  private final Emissions emissions;

  /** Words said, each behind those before it; one's number is its place and 1, that of none 0. */
  private final Grams said = new Grams(256);

  private Beam now;
  private Beam next;

  LexiconSearch(LexiconBeamSearch given, Emissions emissions) {
    this.given = given;
    this.emissions = emissions;
    letters = given.letters();
    settings = given.settings();
    trie = given.trie();
    now = new Beam(settings);
    next = new Beam(settings);
  }

  List<Hypothesis> run(int most) {
    now.addBlank(0, SpellingTrie.ROOT, given.begin(), 0, 0);
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
      endWord(at, word, settings.wordScore(), paths);
    }
    if (end == trie.firstWord(node) && settings.unknownScore() > Double.NEGATIVE_INFINITY) {
      endWord(at, given.unknown(node), settings.unknownScore(), paths);
    }
  }

  private void endWord(int at, int word, double score, double paths) {
    int state = now.state(at);
    double likely = given.score(state, given.known(word)) - trie.lookahead(now.node(at));
    double bonus = now.bonus(at) + settings.languageModelWeight() * likely + score;
    if (next.mayTake(paths + bonus)) {
      next.addLetter(
          said.add(now.words(at), word) + 1,
          SpellingTrie.ROOT,
          given.next(state, given.known(word)),
          bonus,
          paths);
    }
  }

  /**
   * Ends words and sentences where the utterance ends. Where all hypotheses have begun a word that
   * can't end there, it is left out.
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
            now.words(at), SpellingTrie.ROOT, now.state(at), now.bonus(at) - ahead, now.paths(at));
      }
    }
    swap();
    for (int at = 0; at < now.size(); at++) {
      int state = now.state(at);
      double end = given.end(state);
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
    List<Integer> sentence = new ArrayList<>();
    for (int words = now.words(at); words != 0; words = said.before(words - 1)) {
      sentence.add(said.next(words - 1));
    }
    Collections.reverse(sentence);
    List<String> texts = sentence.stream().map(given::text).toList();
    return new Hypothesis(texts, now.score(at), now.paths(at), given.sentence(sentence));
  }
}
