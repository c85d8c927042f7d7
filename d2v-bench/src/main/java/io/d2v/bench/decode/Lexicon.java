package io.d2v.bench.decode;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The words that a speaker may say, and how each is spelled; one may have several spellings. */
public final class Lexicon {
  /**
   * A word.
   *
   * @param text as a hypothesis has it
   * @param known as the language model has it
   * @param spelling ids of letters, without the boundary after the last
   */
  record Entry(String text, String known, List<Integer> spelling) {}

  private final List<Entry> entries;
  private final List<String> left;

  private Lexicon(List<Entry> entries, List<String> left) {
    this.entries = Collections.unmodifiableList(entries);
    this.left = Collections.unmodifiableList(left);
  }

  /** The words of a language model, as their letters spell them. */
  public static Lexicon of(NgramModel model, Letters letters) {
    return of(model.words(), letters);
  }

  /** Words as their letters spell them. */
  public static Lexicon of(List<String> words, Letters letters) {
    List<Entry> entries = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (String word : words) {
      Letters.Spelled spelled = letters.spell(word);
      int[] ids = spelled.ids();
      if (spelled.unknown().isEmpty() && ids.length > 1) {
        entries.add(entry(letters.text(ids), word, ids));
      } else {
        left.add(word);
      }
    }
    return new Lexicon(entries, left);
  }

  /**
   * Reads a lexicon as fairseq and flashlight have it: on each line a word, a tab, and its letters
   * with spaces between them; the boundary at the end may be left out.
   */
  public static Lexicon read(Path file, Letters letters) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Lines lines = Lines.of(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        List<String> fields = Words.of(line);
        if (!fields.isEmpty()) {
          entries.add(entry(fields, letters, file + ", line " + lines.number()));
        }
      }
    }
    if (entries.isEmpty()) {
      throw new UserError(UserError.Kind.DATA, file + ": this lexicon has no words");
    }
    return new Lexicon(entries, List.of());
  }

  /** How many spellings there are. */
  public int size() {
    return entries.size();
  }

  /** The words that the letters can't spell, which are not in it. */
  public List<String> left() {
    return left;
  }

  List<Entry> entries() {
    return entries;
  }

  private static Entry entry(List<String> fields, Letters letters, String where) {
    int[] ids = new int[fields.size() - 1];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = letters.symbols().indexOf(fields.get(i + 1));
      boolean last = i == ids.length - 1;
      if (ids[i] < 0 || ids[i] == letters.blank() || (ids[i] == letters.boundary() && !last)) {
        throw new UserError(
            UserError.Kind.DATA,
            where
                + ": '"
                + fields.get(i + 1)
                + "' is no letter of the model; those are "
                + letters.symbols());
      }
    }
    boolean ended = ids.length > 0 && ids[ids.length - 1] == letters.boundary();
    if (ids.length == (ended ? 1 : 0)) {
      throw new UserError(UserError.Kind.DATA, where + ": '" + fields.get(0) + "' has no spelling");
    }
    return entry(fields.get(0), fields.get(0), ended ? ids : withEnd(ids, letters.boundary()));
  }

  private static Entry entry(String text, String known, int[] idsWithBoundary) {
    int[] letters = Arrays.copyOf(idsWithBoundary, idsWithBoundary.length - 1);
    return new Entry(text, known, Arrays.stream(letters).boxed().toList());
  }

  private static int[] withEnd(int[] ids, int boundary) {
    int[] ended = Arrays.copyOf(ids, ids.length + 1);
    ended[ids.length] = boundary;
    return ended;
  }
}
