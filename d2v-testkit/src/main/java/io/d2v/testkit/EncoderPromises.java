package io.d2v.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Encoder.Phase;
import io.d2v.api.Example;
import io.d2v.api.Sample;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.testkit.ModalityContract.Subject;
import io.d2v.testkit.reference.ReferenceBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What an encoder promises about the graph that it writes. */
abstract class EncoderPromises {
  /** The modality; called for each test. */
  protected abstract Subject subject();

  /** A transformer width that the encoder takes. */
  protected int width() {
    return 32;
  }

  @Test
  void embeddingGivesOneVectorForEachToken() {
    Encoder encoder = encoder(subject());
    for (int width : new int[] {width(), 2 * width()}) {
      assertThat(WrittenEncoder.of(encoder, width).embedded().type())
          .isEqualTo(TensorType.float32(WrittenEncoder.BATCH, encoder.grid().tokens(), width));
    }
  }

  @Test
  void positionsKeepTheTokensAndMayPutExtraOnesInFront() {
    Encoder encoder = encoder(subject());
    WrittenEncoder written = WrittenEncoder.of(encoder, width());
    int extra = written.tokens().extra();
    assertThat(extra).isNotNegative();
    assertThat(written.tokens().values().type())
        .isEqualTo(
            TensorType.float32(WrittenEncoder.BATCH, extra + encoder.grid().tokens(), width()));
  }

  @Test
  void theAttentionBiasFitsTheScores() {
    WrittenEncoder written = WrittenEncoder.of(encoder(subject()), width());
    int tokens = written.tokens().values().shape().size(1);
    Shape scores = Shape.of(WrittenEncoder.BATCH, WrittenEncoder.HEADS, tokens, tokens);
    for (Tensor bias : written.biases()) {
      assertThat(bias.shape().broadcast(scores)).as("%s", bias).isEqualTo(scores);
    }
  }

  @Test
  void theGraphReadsDeclaredInputsAndParametersOfItsScopeAlone() {
    Encoder encoder = encoder(subject());
    WrittenEncoder written = WrittenEncoder.of(encoder, width());
    assertThat(encoder.inputs().keySet()).containsAll(written.program().inputs().keySet());
    assertThat(written.program().parameters().keySet())
        .allMatch(path -> path.startsWith(WrittenEncoder.ROOT + "."));
  }

  @Test
  void theTeacherHasARuleForEveryParameter() {
    Encoder encoder = encoder(subject());
    WrittenEncoder written = WrittenEncoder.of(encoder, width());
    for (String path : written.program().parameters().keySet()) {
      assertThat(encoder.teacher(path.substring(WrittenEncoder.ROOT.length() + 1))).isNotNull();
    }
  }

  @Test
  void tokensAreFinite() throws IOException {
    Subject subject = subject();
    Encoder encoder = encoder(subject);
    WrittenEncoder written = WrittenEncoder.of(encoder, width());
    List<Example> two = two(subject, encoder);
    for (double[] entries : written.run(written.begun(), two.get(0), two.get(1))) {
      assertThat(Arrays.stream(entries)).allMatch(Double::isFinite);
    }
  }

  @Test
  void aSampleDoesNotSeeItsNeighbourInTheBatch() throws IOException {
    Subject subject = subject();
    Encoder encoder = encoder(subject);
    WrittenEncoder written = WrittenEncoder.of(encoder, width());
    List<Example> two = two(subject, encoder);
    ReferenceBackend backend = written.begun();
    double[] other = written.run(backend, two.get(0), two.get(1)).get(0);
    double[] itself = written.run(backend, two.get(0), two.get(0)).get(0);
    assertThat(Arrays.copyOf(other, other.length / 2))
        .isEqualTo(Arrays.copyOf(itself, itself.length / 2));
  }

  @Test
  void everyParameterCounts() throws IOException {
    Subject subject = subject();
    Encoder encoder = encoder(subject);
    WrittenEncoder written = WrittenEncoder.of(encoder, width());
    List<Example> two = two(subject, encoder);
    ReferenceBackend backend = written.begun();
    List<double[]> before = written.run(backend, two.get(0), two.get(1));
    written
        .program()
        .parameters()
        .forEach(
            (path, type) -> {
              double[] entries = backend.readExactly(path);
              backend.write(path, type.shape(), moved(entries));
              List<double[]> after = written.run(backend, two.get(0), two.get(1));
              backend.write(path, type.shape(), entries);
              assertThat(Arrays.deepEquals(after.toArray(), before.toArray())).as(path).isFalse();
            });
  }

  private static double[] moved(double... entries) {
    SplittableRandom random = new SplittableRandom(1);
    return Arrays.stream(entries).map(entry -> entry + random.nextDouble()).toArray();
  }

  private static List<Example> two(Subject subject, Encoder encoder) throws IOException {
    try (Dataset data = open(subject)) {
      Example first = prepare(encoder, read(data, 0), Phase.EVALUATE, 1);
      Example second = prepare(encoder, read(data, data.size() - 1), Phase.EVALUATE, 1);
      return List.of(first, second);
    }
  }

  static Encoder encoder(Subject subject) {
    return subject.modality().encoder().create(subject.encoder());
  }

  static Dataset open(Subject subject) throws IOException {
    return subject.modality().open(subject.source(), subject.data());
  }

  static Sample read(Dataset data, long index) {
    try {
      return data.read(index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Example prepare(Encoder encoder, Sample sample, Phase phase, long key) {
    try {
      return encoder.prepare(sample, phase, new SplittableRandom(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
