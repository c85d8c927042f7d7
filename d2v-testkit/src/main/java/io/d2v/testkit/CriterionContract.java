package io.d2v.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Criterion;
import io.d2v.api.Settings;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a criterion has to keep, computed on the reference backend. */
public abstract class CriterionContract {
  private static final TensorType ROWS = TensorType.float32(3, 4, 8);
  private static final TensorType COUNTED = TensorType.float32(3, 4, 1);
  private static final int WIDTH = 8;

  /** Two rows of each sample are in use. */
  private static final double[] SOME = {1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0};

  /** For subclasses. */
  protected CriterionContract() {}

  /** The provider. */
  protected abstract Criterion.Provider provider();

  /** Settings of the criterion; there are none unless this is overridden. */
  protected Settings settings() {
    return GivenSettings.of();
  }

  @Test
  void itsNameIsLowerCaseWordsJoinedByHyphens() {
    assertThat(provider().name()).matches(ModalityContract.NAME);
  }

  @Test
  void predictionsAreAsLargeAsWhatIsHeardAndItsParametersLieBelowItsScope() {
    Tensor predictions = criterion().predict(Scope.of("head"), Tensor.input("heard", ROWS));
    assertThat(predictions.type()).isEqualTo(ROWS);
    assertThat(Program.of("predictions", List.of(predictions)).parameters().keySet())
        .allMatch(path -> path.startsWith("head."));
  }

  @Test
  void theLossIsOneNumberThatIsLeastWhereTargetsAreMet() {
    double[] targets = random(1);
    double met = loss(targets, targets, ones());
    assertThat(met).isFinite();
    assertThat(loss(random(2), targets, ones())).isFinite().isGreaterThan(met);
  }

  @Test
  void itIsFiniteWhereAllIsConstant() {
    double[] constant = new double[ROWS.shape().elements()];
    assertThat(loss(constant, constant, ones())).isFinite();
    assertThat(loss(random(1), constant, ones())).isFinite();
    assertThat(loss(constant, random(1), ones())).isFinite();
  }

  @Test
  void whatUnusedPlacesHoldChangesNothing() {
    double[] predictions = random(1);
    double[] targets = random(2);
    double before = loss(predictions, targets, SOME);
    for (int i = 0; i < predictions.length; i++) {
      if (SOME[i / WIDTH] == 0) {
        predictions[i] += 10;
        targets[i] -= 10;
      }
    }
    assertThat(loss(predictions, targets, SOME)).isCloseTo(before, within(1e-9));
  }

  @Test
  void lossesOfPartsAddUp() {
    double[] others = Arrays.stream(SOME).map(used -> 1 - used).toArray();
    double parts = loss(random(1), random(2), SOME) + loss(random(1), random(2), others);
    assertThat(loss(random(1), random(2), ones())).isCloseTo(parts, within(1e-6));
  }

  @Test
  void theTeacherKeepsAShareOfItselfTheSameWheneverItIsAsked() {
    Criterion asked = criterion();
    for (long update : new long[] {1, 2, 1_000, 400_000, 1}) {
      assertThat(asked.decay(update)).isBetween(0.0, 1.0).isEqualTo(criterion().decay(update));
    }
  }

  private Criterion criterion() {
    return provider().create(settings());
  }

  private double loss(double[] predictions, double[] targets, double[] counted) {
    Tensor loss =
        criterion()
            .loss(
                Tensor.input("predictions", ROWS),
                Tensor.input("targets", ROWS),
                Tensor.input("counted", COUNTED));
    assertThat(loss.type()).isEqualTo(TensorType.float32());
    return new ReferenceBackend()
        .evaluate(loss, Map.of("predictions", predictions, "targets", targets, "counted", counted))[
        0];
  }

  private static double[] random(long seed) {
    return Operand.real(ROWS.shape().sizes()).draw(new SplittableRandom(seed));
  }

  private static double[] ones() {
    double[] ones = new double[COUNTED.shape().elements()];
    Arrays.fill(ones, 1);
    return ones;
  }
}
