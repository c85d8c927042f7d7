package io.d2v.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Byte pairs of a megabyte of text, by a tokenizer of 8,256 tokens that was learned of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BytePairBenchmark {
  private static final int CHARACTERS = 1_000_000;
  private static final int VOCABULARY = 8256;

  private final String text = new MadeUpText().of(CHARACTERS);
  private Map<String, Long> words;
  private Vocabulary vocabulary;
  private BytePairs known;

  /** Learns from the text. */
  @Setup
  public void learnOnce() throws IOException {
    words = words(text);
    vocabulary = BytePairTrainer.train(words, TokenizerFiles.SPECIAL, VOCABULARY, 2);
    known = new BytePairs(vocabulary);
  }

  /** Words that came before. */
  @Benchmark
  public int[] encode() {
    return known.encode(text);
  }

  /** By a tokenizer that has seen no word yet; that it is made counts. */
  @Benchmark
  public int[] encodeAnew() {
    return new BytePairs(vocabulary).encode(text);
  }

  /** Learning the tokenizer, once words are counted. */
  @Benchmark
  public Object learn() {
    return BytePairTrainer.train(words, TokenizerFiles.SPECIAL, VOCABULARY, 2);
  }

  private static Map<String, Long> words(String text) throws IOException {
    Path file = Files.createTempFile("d2v-jmh", ".txt");
    try {
      Files.writeString(file, text);
      WordCounts counts = new WordCounts();
      counts.addFile(file);
      return counts.counts();
    } finally {
      Files.delete(file);
    }
  }
}
