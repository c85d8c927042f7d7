package io.d2v.bench.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Beam search over letters, without lexicon or language model (Hannun et al. 2014, algorithm 1):
 * the text whose paths are the likeliest together, where greedy decoding takes that of the
 * likeliest path.
 */
public final class PrefixBeamSearch implements Decoder {
  private static final int NONE = -1;

  private final Letters letters;
  private final BeamSettings settings;

  /** Takes what it needs; of the settings, the scores of words are not used. */
  public PrefixBeamSearch(Letters letters, BeamSettings settings) {
    this.letters = letters;
    this.settings = settings;
  }

  @Override
  public List<Hypothesis> decode(Emissions emissions, int most) {
    if (emissions.letters() != letters.size()) {
      throw new IllegalArgumentException(
          "scores of " + emissions.letters() + " letters for an alphabet of " + letters.size());
    }
    // A text is its letters, each behind those before it; its number is its place and 1.
    Grams texts = new Grams(256);
    Beam now = new Beam(settings);
    Beam next = new Beam(settings);
    now.addBlank(0, NONE, 0, 0, 0);
    for (int frame = 0; frame < emissions.frames(); frame++) {
      for (int at : now.kept()) {
        advance(emissions, frame, now, at, next, texts);
      }
      Beam done = now;
      now = next;
      next = done;
      next.clear();
    }
    List<Hypothesis> best = new ArrayList<>();
    for (int at : now.ordered()) {
      if (best.size() < most) {
        String text = letters.text(ids(texts, now.words(at)));
        best.add(new Hypothesis(Words.of(text), now.score(at), now.paths(at), 0));
      }
    }
    return best;
  }

  private void advance(Emissions emissions, int frame, Beam now, int at, Beam next, Grams texts) {
    int text = now.words(at);
    int last = now.node(at);
    double paths = now.paths(at);
    next.addBlank(text, last, 0, 0, paths + emissions.at(frame, letters.blank()));
    if (last != NONE) {
      next.addLetter(text, last, 0, 0, now.letter(at) + emissions.at(frame, last));
    }
    for (int letter = 0; letter < letters.size(); letter++) {
      double before = letter == last ? now.blank(at) : paths;
      double path = before + emissions.at(frame, letter);
      if (letter != letters.blank() && next.mayTake(path)) {
        next.addLetter(texts.add(text, letter) + 1, letter, 0, 0, path);
      }
    }
  }

  private static int[] ids(Grams texts, int text) {
    int[] ids = new int[16];
    int length = 0;
    for (int on = text; on != 0; on = texts.before(on - 1)) {
      if (length == ids.length) {
        ids = Arrays.copyOf(ids, 2 * length);
      }
      ids[length++] = texts.next(on - 1);
    }
    int[] forward = new int[length];
    for (int i = 0; i < length; i++) {
      forward[i] = ids[length - 1 - i];
    }
    return forward;
  }
}
