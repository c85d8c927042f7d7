package io.d2v.bench.decode;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads one ARPA file, in one pass. */
final class ArpaReader {
  /** The probability of an unknown word in a model without one, as KenLM has it. */
  private static final float NEVER = -100;

  private static final int HIGHEST_ORDER = 16;

  private final Path file;
  private final Lines lines;
  private final Vocabulary words = new Vocabulary();
  private final List<NgramOrder> orders = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();

  ArpaReader(Path file, Lines lines) {
    this.file = file;
    this.lines = lines;
  }

  NgramModel read() throws IOException {
    String line = next();
    while (!line.equals("\\data\\")) {
      line = next();
    }
    line = header();
    requireMemory();
    for (int order = 1; order <= counts.size(); order++) {
      if (!line.equals("\\" + order + "-grams:")) {
        throw damaged("'\\" + order + "-grams:' should stand here, not '" + line + "'");
      }
      line = section(order);
    }
    if (!line.equals("\\end\\")) {
      throw damaged("'\\end\\' should stand here, not '" + line + "'");
    }
    return new NgramModel(words, orders);
  }

  /** Reads how many n-grams there are of each order, and returns the line after that. */
  private String header() throws IOException {
    String line = nextFilled();
    while (line.startsWith("ngram ")) {
      int equals = line.indexOf('=');
      long order = whole(equals < 0 ? "" : line.substring(6, equals).strip());
      long count = whole(line.substring(equals + 1).strip());
      boolean countable = count >= 0 && count <= Integer.MAX_VALUE / 2;
      if (order != counts.size() + 1 || order > HIGHEST_ORDER || !countable) {
        throw damaged("this is no 'ngram ORDER=COUNT' that could come here: '" + line + "'");
      }
      requireRoom((int) order, count);
      counts.add((int) count);
      line = nextFilled();
    }
    if (counts.isEmpty() || counts.get(0) < 1) {
      throw damaged("'ngram 1=COUNT' should stand here, not '" + line + "'");
    }
    return line;
  }

  /** A line of an n-gram has a number, a tab, and letters with something behind each. */
  private void requireRoom(int order, long count) {
    if (count * (2L + 2L * order) > lines.mostBytes()) {
      throw damaged(
          "this promises "
              + count
              + " n-grams, more than can follow in a file of this size; was it cut off?");
    }
  }

  private void requireMemory() {
    long needed = 100L * counts.get(0);
    long states = 0;
    for (int order = 1; order <= counts.size(); order++) {
      needed += NgramOrder.bytes(counts.get(order - 1), order == counts.size());
      states += counts.get(order - 1);
    }
    long most = Runtime.getRuntime().maxMemory();
    if (needed > most || states > Integer.MAX_VALUE) {
      throw damaged(
          "this model needs "
              + (needed >> 20)
              + " MiB of memory, and Java may take "
              + (most >> 20)
              + " MiB. Allow it more with the option -Xmx, or use a pruned model");
    }
  }

  /** Reads the n-grams of an order, and returns the line after them. */
  private String section(int order) throws IOException {
    NgramOrder grams = new NgramOrder(counts.get(order - 1) + 1, order == counts.size());
    orders.add(grams);
    String line = nextFilled();
    while (!line.startsWith("\\")) {
      entry(line, order, grams);
      line = nextFilled();
    }
    if (grams.size() != counts.get(order - 1)) {
      throw damaged(
          "there are "
              + grams.size()
              + " "
              + order
              + "-grams, not the "
              + counts.get(order - 1)
              + " that the head of the file says");
    }
    if (order == 1) {
      addSpecialWords(grams);
    }
    return line;
  }

  private void entry(String line, int order, NgramOrder grams) {
    List<String> fields = Words.of(line);
    if (fields.size() != order + 1 && fields.size() != order + 2) {
      throw damaged(
          "a "
              + order
              + "-gram is a logarithm, "
              + order
              + " words and perhaps a weight, not '"
              + line
              + "'");
    }
    float probability = real(fields.get(0));
    if (probability > 0) {
      throw damaged("the logarithm of a probability is not above 0: " + fields.get(0));
    }
    float backOff = fields.size() == order + 2 ? real(fields.get(order + 1)) : 0;
    boolean added =
        order == 1
            ? words.add(fields.get(1)) == grams.size()
                && grams.add(-1, grams.size(), probability, backOff)
            : grams.add(context(fields, order), known(fields.get(order)), probability, backOff);
    if (!added) {
      throw damaged("this " + order + "-gram comes for the second time: '" + line + "'");
    }
  }

  /** The state of all words but the last. */
  private int context(List<String> fields, int order) {
    int state = known(fields.get(1));
    int first = 0;
    for (int level = 1; level < order - 1; level++) {
      first += orders.get(level - 1).size();
      int found = orders.get(level).find(state, known(fields.get(level + 1)));
      if (found < 0) {
        throw damaged(
            "the beginning of this "
                + order
                + "-gram is no "
                + (order - 1)
                + "-gram of the file: '"
                + String.join(" ", fields.subList(1, order + 1))
                + "'");
      }
      state = first + found;
    }
    return state;
  }

  private int known(String word) {
    int found = words.find(word);
    if (found < 0) {
      throw damaged("'" + word + "' is not among the 1-grams");
    }
    return found;
  }

  private void addSpecialWords(NgramOrder grams) {
    for (String word : List.of(Vocabulary.BEGIN, Vocabulary.END)) {
      if (words.find(word) < 0) {
        throw damaged("the 1-grams have no '" + word + "'");
      }
    }
    if (words.find(Vocabulary.UNKNOWN) < 0) {
      grams.add(-1, words.add(Vocabulary.UNKNOWN), NEVER, 0);
    }
  }

  private String nextFilled() throws IOException {
    String line = next();
    while (line.isEmpty()) {
      line = next();
    }
    return line;
  }

  private String next() throws IOException {
    String line = lines.next();
    if (line == null) {
      throw damaged(
          lines.number() == 0
              ? "the file is empty"
              : "the file ends here, before '\\end\\'; was it cut off?");
    }
    return line.strip();
  }

  private float real(String text) {
    try {
      float value = Float.parseFloat(text);
      if (!Float.isNaN(value)) {
        return Math.max(value, NEVER);
      }
    } catch (NumberFormatException noNumber) {
      throw damaged("'" + text + "' is no number");
    }
    throw damaged("'" + text + "' is no number");
  }

  private long whole(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException noNumber) {
      return Long.MAX_VALUE;
    }
  }

  private UserError damaged(String what) {
    return new UserError(
        UserError.Kind.DATA,
        file + ", line " + lines.number() + " (language model, ARPA): " + what);
  }
}
