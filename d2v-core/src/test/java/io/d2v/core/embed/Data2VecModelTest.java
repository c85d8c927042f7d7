package io.d2v.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.plugins.Plugins;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored models of each kind of data make vectors for a program. */
class Data2VecModelTest {
  private static final List<String> SMALL =
      List.of(
          "transformer.width=16",
          "transformer.layers=2",
          "transformer.heads=2",
          "targets.layers=2",
          "backend.device=cpu",
          "backend.precision=float32");
  private static final int WIDTH = 16;

  @TempDir static Path work;
  private static Path texts;
  private static Data2VecModel model;

  @BeforeAll
  static void opens() throws IOException {
    List<String> settings = new ArrayList<>(SMALL);
    settings.add("encoder.lengths=[8, 32]");
    texts = UntrainedModel.run(work.resolve("texts"), "text", "text-tiny", settings);
    model = Data2VecModel.open(texts, Plugins.discover(), 4);
  }

  @AfterAll
  static void closes() {
    model.close();
  }

  @Test
  void aVectorIsTheSameAloneAndAmongOthers() {
    List<Sample> samples = Samples.texts(sentences(21));
    float[][] together = model.embed(samples);
    assertThat(together).hasDimensions(21, WIDTH);
    for (int i = 0; i < samples.size(); i++) {
      assertThat(model.embed(List.of(samples.get(i)))[0])
          .containsExactly(together[i], within(1e-5f));
    }
    assertThat(together[0]).isNotEqualTo(together[1]);
    assertThat(model.embed(List.of())).isEmpty();
  }

  @Test
  void aPooledVectorIsTheMeanOfItsTokens() {
    List<Sample> samples = Samples.texts(sentences(9));
    float[][] pooled = model.embed(samples);
    List<TokenVectors> tokens = model.tokens(samples);
    assertThat(tokens).extracting(TokenVectors::id).containsExactly(ids(9));
    for (int i = 0; i < pooled.length; i++) {
      float[] mean = new float[WIDTH];
      for (float[] token : tokens.get(i).vectors()) {
        for (int d = 0; d < WIDTH; d++) {
          mean[d] += token[d] / tokens.get(i).vectors().length;
        }
      }
      assertThat(mean).containsExactly(pooled[i], within(1e-5f));
    }
    assertThat(tokens.get(8).vectors().length).isGreaterThan(tokens.get(0).vectors().length);
  }

  @Test
  void manyThreadsGetWhatOneGets() throws Exception {
    List<List<Sample>> calls =
        IntStream.range(0, 40)
            .mapToObj(i -> Samples.texts(sentences(30).subList(i % 20, i % 20 + 1 + i % 7)))
            .toList();
    List<float[][]> expected = calls.stream().map(model::embed).toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<float[][]>> found =
          calls.stream().map(call -> threads.submit(() -> model.embed(call))).toList();
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).get()).isDeepEqualTo(expected.get(i));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aFileIsReadAsItsModalityReadsIt() throws IOException {
    Path file = Files.writeString(work.resolve("book.txt"), "A cat sat.\n\nA dog ran far away.\n");
    List<PooledVector> vectors = model.embed(file);
    assertThat(vectors).isNotEmpty().allMatch(one -> one.id().contains("book.txt"));
    assertThat(vectors.get(0).vector()).hasSize(WIDTH);
  }

  @Test
  void whatItCannotTakeIsNamed() {
    List<Sample> mixed =
        List.of(
            Sample.of("good", new Sample.Text("a cat")),
            Sample.of("photo.jpg", new Sample.Encoded(new byte[] {1})));
    assertThatThrownBy(() -> model.embed(mixed))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("photo.jpg: neither a text nor a pair");
  }

  @Test
  void anInterruptedThreadStopsAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> model.embed(Samples.texts(sentences(3))))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(model.embed(Samples.texts(sentences(3)))).hasDimensions(3, WIDTH);
  }

  @Test
  void closedItSaysSo() throws IOException {
    List<Sample> samples = Samples.texts(sentences(1));
    Data2VecModel other = Data2VecModel.open(texts);
    assertThatThrownBy(() -> other.embed(numbers(), one -> other.close()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("can't be closed by who is given its vectors");
    assertThat(other.embed(samples)).hasDimensions(1, WIDTH);
    other.close();
    other.close();
    assertThatThrownBy(() -> other.embed(samples))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the model is closed");
  }

  @Test
  void imagesAreGivenAsFiles() throws IOException {
    Path run = UntrainedModel.run(work.resolve("images"), "vision", "vision-tiny", SMALL);
    try (Data2VecModel images = Data2VecModel.open(run)) {
      assertThat(images.modality()).isEqualTo("vision");
      byte[] dark = Png.grey(40, 20);
      byte[] bright = Png.grey(40, 200);
      float[][] vectors = images.embed(Samples.encoded(List.of(dark, bright, dark)));
      assertThat(vectors).hasDimensions(3, WIDTH);
      assertThat(vectors[2]).isEqualTo(vectors[0]);
      byte[] text = "no image".getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> images.embed(Samples.encoded(List.of(dark, text, text))))
          .isInstanceOf(UserError.class)
          .hasMessageContainingAll("these samples can't be read", "\n  1: ", "\n  2: ");
    }
  }

  @Test
  void recordingsOfLikeLengthAreComputedTogether() throws IOException {
    Path run = UntrainedModel.run(work.resolve("sounds"), "audio", "speech-tiny", SMALL);
    try (Data2VecModel sounds = Data2VecModel.open(run)) {
      List<Sample> samples = Samples.encoded(List.of(wave(8_000), wave(4_000)));
      List<TokenVectors> tokens = sounds.tokens(samples);
      assertThat(tokens.get(0).vectors().length).isGreaterThan(tokens.get(1).vectors().length);
      assertThat(sounds.embed(samples)).hasDimensions(2, WIDTH);
    }
  }

  @Test
  void whatIsNoModelIsNamed() {
    assertThatThrownBy(() -> Data2VecModel.open(work.resolve("nothing")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nothing");
  }

  /** Tokens as numbers, which need no tokenizer. */
  private static Samples numbers() {
    return new Samples(
        List.of(Sample.of("ids", new Sample.Values(Array.of(Shape.of(3), new int[] {5, 6, 7})))));
  }

  private static List<String> sentences(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a small cat " + "sat ".repeat(i)).toList();
  }

  private static String[] ids(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
  }

  /** A tone of so many samples at 16 kHz. */
  private static byte[] wave(int samples) {
    ByteBuffer file = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
    file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    file.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
    file.putShort((short) 2).putShort((short) 16);
    file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
    for (int i = 0; i < samples; i++) {
      file.putShort((short) (8_000 * Math.sin(i * 0.17)));
    }
    return file.array();
  }
}
