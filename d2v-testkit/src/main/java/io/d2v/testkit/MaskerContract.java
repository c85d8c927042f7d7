package io.d2v.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a masker has to keep, tried on many grids, amounts of padding and keys. */
public abstract class MaskerContract {
  private static final int KEYS = 100;

  /** For subclasses. */
  protected MaskerContract() {}

  /** The masker; called for each test. */
  protected abstract Masker masker();

  /** Grids that it takes; lines and planes, unless this is overridden. */
  protected List<Grid> grids() {
    return List.of(Grid.line(64), Grid.line(5), Grid.plane(14, 14), Grid.plane(7, 5));
  }

  /** Whether a sample may have padding; where its grid is always whole, overridden to say no. */
  protected boolean takesPadding() {
    return true;
  }

  /** One call of the masker. */
  private record Call(Grid grid, int valid, long key) {
    Mask of(Masker masker) {
      return masker.mask(grid, valid, new SplittableRandom(key));
    }
  }

  @Test
  void aMaskIsAsLargeAsTheGrid() {
    Masker masker = masker();
    forEachCall(call -> assertThat(call.of(masker).tokens()).isEqualTo(call.grid.tokens()));
  }

  @Test
  void paddingIsNeverMasked() {
    Masker masker = masker();
    forEachCall(
        call -> assertThat(call.of(masker).indices()).as("%s", call).allMatch(i -> i < call.valid));
  }

  @Test
  void noMaskHasMoreThanTheMost() {
    Masker masker = masker();
    forEachCall(
        call ->
            assertThat(call.of(masker).count())
                .as("%s", call)
                .isLessThanOrEqualTo(masker.most(call.grid)));
    assertThat(grids()).allMatch(grid -> masker.most(grid) <= grid.tokens());
  }

  @Test
  void theSameArgumentsGiveTheSameMask() {
    Masker masker = masker();
    Masker another = masker();
    forEachCall(call -> assertThat(call.of(masker)).isEqualTo(call.of(another)));
  }

  @Test
  void severalThreadsGetTheMasksThatOneGets() {
    Masker masker = masker();
    List<Mask> alone = calls().map(call -> call.of(masker)).toList();
    assertThat(calls().parallel().map(call -> call.of(masker)).toList()).isEqualTo(alone);
  }

  @Test
  void somethingIsMasked() {
    Masker masker = masker();
    assertThat(grids())
        .allMatch(
            grid ->
                LongStream.range(0, KEYS)
                    .anyMatch(key -> new Call(grid, grid.tokens(), key).of(masker).count() > 0));
  }

  @Test
  void masksThatAreMadeToAgreeHideNothingNew() {
    Masker masker = masker();
    for (Grid grid : grids()) {
      List<Mask> apart =
          LongStream.range(0, KEYS)
              .mapToObj(key -> new Call(grid, grid.tokens(), key).of(masker))
              .toList();
      List<Mask> together = masker.together(apart, new SplittableRandom(1));
      assertThat(together).isEqualTo(masker.together(apart, new SplittableRandom(1)));
      assertThat(together).hasSameSizeAs(apart);
      for (int i = 0; i < apart.size(); i++) {
        assertThat(together.get(i).tokens()).isEqualTo(grid.tokens());
        assertThat(together.get(i).indices()).allMatch(apart.get(i)::contains);
      }
    }
  }

  private void forEachCall(Consumer<Call> check) {
    calls().forEach(check);
  }

  private Stream<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (Grid grid : grids()) {
      int whole = grid.tokens();
      for (int valid : takesPadding() ? new int[] {whole, (whole + 1) / 2, 1} : new int[] {whole}) {
        LongStream.range(0, KEYS).forEach(key -> calls.add(new Call(grid, valid, key)));
      }
    }
    return calls.stream();
  }
}
