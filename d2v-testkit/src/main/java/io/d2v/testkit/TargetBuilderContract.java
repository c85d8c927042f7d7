package io.d2v.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.d2v.api.TargetBuilder;
import io.d2v.api.TargetBuilder.Layer;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a target builder has to keep, computed on the reference backend. */
public abstract class TargetBuilderContract {
  private static final Shape SHAPE = Shape.of(3, 6, 8);
  private static final TensorType VALID = TensorType.float32(3, 6);

  /** The first sample has no padding, the others have. */
  private static final double[] SOME_PADDING = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0
  };

  /** Two real ones of each sample, by their place in the batch. */
  private static final Array SOME_TOKENS = Array.of(Shape.of(3, 2), 5, 0, 7, 9, 13, 12);

  /** For subclasses. */
  protected TargetBuilderContract() {}

  /** The target builder; called for each test. */
  protected abstract TargetBuilder targets();

  /** How many layers the teacher has here. */
  protected int layers() {
    return 6;
  }

  /** Whether padding changes nothing in the targets of tokens; a normalisation may count it in. */
  protected boolean ignoresPadding() {
    return true;
  }

  @Test
  void targetsAreAsLargeAsALayer() {
    assertThat(build(Optional.empty()).type()).isEqualTo(TensorType.float32(SHAPE.sizes()));
    assertThat(build(Optional.of(valid())).type()).isEqualTo(TensorType.float32(SHAPE.sizes()));
  }

  @Test
  void targetsAreMadeOfTheTeachersLayersAlone() {
    Program program = Program.of("targets", List.of(build(Optional.of(valid()))));
    assertThat(program.parameters()).isEmpty();
    assertThat(layerFeeds(1).keySet()).containsAll(without("valid", program.inputs().keySet()));
  }

  @Test
  void targetsAreFiniteAlsoWhereALayerIsConstant() {
    Map<String, double[]> feeds = layerFeeds(1);
    assertFinite(evaluate(build(Optional.empty()), feeds));
    feeds.values().forEach(entries -> Arrays.fill(entries, 3));
    assertFinite(evaluate(build(Optional.empty()), feeds));
    feeds.put("valid", SOME_PADDING);
    assertFinite(evaluate(build(Optional.of(valid())), feeds));
  }

  @Test
  void targetsDependOnTheTeacher() {
    Tensor targets = build(Optional.empty());
    assertThat(evaluate(targets, layerFeeds(1))).isNotEqualTo(evaluate(targets, layerFeeds(2)));
  }

  @Test
  void withoutPaddingAMaskOfTokensChangesNothing() {
    Map<String, double[]> feeds = layerFeeds(1);
    feeds.put("valid", ones());
    assertThat(evaluate(build(Optional.of(valid())), feeds))
        .containsExactly(evaluate(build(Optional.empty()), feeds), within(1e-6));
  }

  @Test
  void targetsOfTokensSeePaddingOnlyWhereSaidSo() {
    Tensor targets = build(Optional.of(valid()));
    Map<String, double[]> feeds = layerFeeds(1);
    feeds.put("valid", SOME_PADDING);
    double[] before = evaluate(targets, feeds);
    without("valid", feeds.keySet()).forEach(name -> disturbPadding(feeds, name));
    double[] after = evaluate(targets, feeds);
    double change =
        IntStream.range(0, before.length)
            .filter(i -> SOME_PADDING[i / SHAPE.last()] == 1)
            .mapToDouble(i -> Math.abs(after[i] - before[i]))
            .max()
            .orElseThrow();
    assertThat(change < 1e-9)
        .as("tokens' targets changed by %s", change)
        .isEqualTo(ignoresPadding());
  }

  @Test
  void targetsOfSomeTokensAreThoseAmongAllWhereSaidSo() {
    assumeTrue(targets().perToken(), "targets depend on other tokens");
    Tensor among = some(build(Optional.of(valid())));
    Tensor alone = targets().targets(teacher(TargetBuilderContract::some), Optional.empty());
    Map<String, double[]> feeds = layerFeeds(1);
    feeds.put("valid", SOME_PADDING);
    assertThat(alone.type()).isEqualTo(among.type());
    assertThat(evaluate(alone, feeds)).containsExactly(evaluate(among, feeds), within(1e-9));
  }

  private Tensor build(Optional<Tensor> valid) {
    return targets().targets(teacher(UnaryOperator.identity()), valid);
  }

  private List<Layer> teacher(UnaryOperator<Tensor> taken) {
    return IntStream.range(0, layers())
        .mapToObj(
            i ->
                new Layer(
                    taken.apply(layer("feedForward " + i)), taken.apply(layer("output " + i))))
        .toList();
  }

  private static Tensor layer(String name) {
    return Tensor.input(name, TensorType.float32(SHAPE.sizes()));
  }

  private static Tensor some(Tensor tokens) {
    return tokens.reshape(-1, SHAPE.last()).gather(Tensor.constant(SOME_TOKENS));
  }

  private static Tensor valid() {
    return Tensor.input("valid", VALID);
  }

  private Map<String, double[]> layerFeeds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, double[]> feeds = new HashMap<>();
    for (int i = 0; i < layers(); i++) {
      feeds.put("feedForward " + i, Operand.real(SHAPE.sizes()).draw(random));
      feeds.put("output " + i, Operand.real(SHAPE.sizes()).draw(random));
    }
    return feeds;
  }

  private static void disturbPadding(Map<String, double[]> feeds, String name) {
    feeds.computeIfPresent(
        name,
        (any, entries) -> {
          double[] disturbed = entries.clone();
          for (int i = 0; i < disturbed.length; i++) {
            disturbed[i] += SOME_PADDING[i / SHAPE.last()] == 1 ? 0 : 10;
          }
          return disturbed;
        });
  }

  private static List<String> without(String name, Set<String> names) {
    return names.stream().filter(other -> !other.equals(name)).toList();
  }

  private static double[] ones() {
    double[] ones = new double[VALID.shape().elements()];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void assertFinite(double... entries) {
    assertThat(Arrays.stream(entries)).allMatch(Double::isFinite);
  }

  private static double[] evaluate(Tensor tensor, Map<String, double[]> feeds) {
    return new ReferenceBackend().evaluate(tensor, feeds);
  }
}
