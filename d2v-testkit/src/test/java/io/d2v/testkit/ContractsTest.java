package io.d2v.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import io.d2v.api.TargetBuilder;
import io.d2v.api.graph.Tensor;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What breaks a contract is found. */
class ContractsTest {
  @Test
  void aMaskerThatMasksPadding() {
    MaskerContract contract =
        contract((grid, valid, random) -> Mask.of(grid.tokens(), last(grid.tokens())));
    assertFails(contract::paddingIsNeverMasked);
  }

  @Test
  void aMaskerWithRandomNumbersOfItsOwn() {
    SplittableRandom own = new SplittableRandom(1);
    MaskerContract contract =
        contract(
            (grid, valid, random) -> Mask.of(grid.tokens(), last(1 + own.nextInt(grid.tokens()))));
    assertFails(contract::theSameArgumentsGiveTheSameMask);
  }

  @Test
  void aMaskerThatForgetsTheSizeOfTheGrid() {
    assertFails(contract((grid, valid, random) -> Mask.of(3, last(1)))::aMaskIsAsLargeAsTheGrid);
  }

  @Test
  void aMaskerThatMasksMoreThanItSays() {
    Masker masker =
        new Masker() {
          @Override
          public Mask mask(Grid grid, int valid, RandomGenerator random) {
            BitSet all = new BitSet();
            all.set(0, valid);
            return Mask.of(grid.tokens(), all);
          }

          @Override
          public int most(Grid grid) {
            return grid.tokens() - 1;
          }
        };
    assertFails(contract(masker)::noMaskHasMoreThanTheMost);
  }

  @Test
  void targetsThatAreNotFiniteWhereALayerIsConstant() {
    TargetBuilder unsafe =
        (teacher, valid) -> {
          Tensor x = teacher.get(0).output(); // [batch, tokens, width]
          Tensor centred = x.minus(x.mean(-1)); // [batch, tokens, width]
          return centred.dividedBy(centred.square().mean(-1).sqrt()); // [batch, tokens, width]
        };
    assertFails(contract(unsafe)::targetsAreFiniteAlsoWhereALayerIsConstant);
  }

  @Test
  void targetsThatSeePadding() {
    TargetBuilder mixing = (teacher, valid) -> mixed(teacher.get(0).output());
    assertFails(contract(mixing)::targetsOfTokensSeePaddingOnlyWhereSaidSo);
  }

  @Test
  void targetsThatSeeOtherTokensWhereTheySayTheyDoNot() {
    TargetBuilder mixing =
        new TargetBuilder() {
          @Override
          public Tensor targets(List<Layer> teacher, Optional<Tensor> valid) {
            return mixed(teacher.get(0).output()); // [batch, tokens, width]
          }

          @Override
          public boolean perToken() {
            return true;
          }
        };
    assertFails(contract(mixing)::targetsOfSomeTokensAreThoseAmongAllWhereSaidSo);
  }

  private static Tensor mixed(Tensor x) {
    return x.minus(x.mean(1)); // [batch, tokens, width]
  }

  private static BitSet last(int tokens) {
    return IntStream.of(tokens - 1).collect(BitSet::new, BitSet::set, BitSet::or);
  }

  private static MaskerContract contract(Masker masker) {
    return new MaskerContract() {
      @Override
      protected Masker masker() {
        return masker;
      }
    };
  }

  private static TargetBuilderContract contract(TargetBuilder targets) {
    return new TargetBuilderContract() {
      @Override
      protected TargetBuilder targets() {
        return targets;
      }
    };
  }

  private static void assertFails(Runnable test) {
    assertThatThrownBy(test::run).isInstanceOf(AssertionError.class);
  }
}
