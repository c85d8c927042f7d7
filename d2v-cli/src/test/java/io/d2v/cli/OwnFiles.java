package io.d2v.cli;

import io.d2v.bench.picture.Pixels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up files of somebody's own, with the names that the tutorials give them. */
record OwnFiles(Path folder) {
  private static final int SIDE = 48;
  private static final List<String> KINDS = List.of("discs", "stripes");
  private static final List<String> SOUNDS = List.of("high", "low");
  private static final List<List<String>> SUBJECTS =
      List.of(
          List.of("dog", "cat", "bird", "horse", "fish", "runs", "sleeps", "eats"),
          List.of("bread", "soup", "apple", "cheese", "salt", "cooks", "bakes", "tastes"));

  /**
   * Pictures in colour: {@code photos}, {@code labelled} with a folder a class, and {@code new}.
   */
  void images() throws IOException {
    photos("photos", 120);
    labelledImages("labelled");
    for (int i = 0; i < 4; i++) {
      write("new/%d.png".formatted(i), picture(2000 + i));
    }
  }

  void photos(String name, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      write(name + "/%03d.png".formatted(i), picture(i));
    }
  }

  void labelledImages(String name) throws IOException {
    for (int i = 0; i < 240; i++) {
      write(name + "/%s/%03d.png".formatted(KINDS.get(i % 2), i), picture(1000 + i));
    }
  }

  /**
   * Recordings: {@code sounds}, {@code labelled} with a folder a class, {@code new}, and {@code
   * spoken} with transcripts.
   */
  void sounds() throws IOException {
    for (int i = 0; i < 120; i++) {
      write("sounds/%03d.wav".formatted(i), tone(i));
    }
    for (int i = 0; i < 240; i++) {
      write("labelled/%s/%03d.wav".formatted(SOUNDS.get(i % 2), i), tone(1000 + i));
    }
    for (int i = 0; i < 4; i++) {
      write("new/%d.wav".formatted(i), tone(2000 + i));
    }
    TinySpeech.write(folder.resolve("spoken"), 40, 8);
    write("transcripts.txt", "LOW\nHIGH\nHIGH LOW\nLOW HIGH\nLOW LOW\n");
  }

  /** Texts: {@code books}, {@code labelled.tsv} and {@code new.txt}. */
  void texts() throws IOException {
    for (int book = 0; book < 4; book++) {
      book("books/%d.txt".formatted(book), book);
    }
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 160; i++) {
      String label = i % 2 == 0 ? "animals" : "food";
      lines.append(label).append('\t').append(sentence(i % 2, 1000 + i)).append('\n');
    }
    write("labelled.tsv", lines.toString());
    write("new.txt", (sentence(0, 2000) + "\n\n" + sentence(1, 2001) + "\n"));
  }

  /** A text of a hundred paragraphs. */
  void book(String name, int seed) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      text.append(sentence(i % 2, 100 * seed + i)).append("\n\n");
    }
    write(name, text.toString());
  }

  void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** A disc where the seed is even, stripes where it is odd, in colours of its own. */
  static byte[] picture(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int front = random.nextInt(1 << 24);
    int back = ~front & 0xffffff;
    int size = 4 + random.nextInt(6);
    int middle = SIDE / 3 + random.nextInt(SIDE / 3);
    int[] colours = new int[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean inside =
            seed % 2 == 0 ? Math.hypot(x - middle, y - middle) < 2 * size : y / size % 2 == 0;
        colours[y * SIDE + x] = inside ? front : back;
      }
    }
    return new Pixels(SIDE, SIDE, colours).png();
  }

  private static byte[] tone(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return TinySpeech.tone((seed % 2 == 0 ? 1200 : 200) * (1 + random.nextDouble()), seed);
  }

  private static String sentence(int subject, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> words = SUBJECTS.get(subject);
    StringBuilder sentence = new StringBuilder("The");
    for (int i = 0; i < 8; i++) {
      sentence.append(' ').append(words.get(random.nextInt(words.size())));
    }
    return sentence.append('.').toString();
  }
}
