package io.d2v.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Encoder.MaskAt;
import io.d2v.api.Encoder.Phase;
import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.api.Modality;
import io.d2v.api.Sample;
import io.d2v.api.Settings;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;
import io.d2v.testkit.reference.Entries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What a modality has to keep: on the host, where samples are read and prepared, and in the graph
 * that its encoder writes. Extend it and hand over your modality with a few samples. Its masker and
 * target builder have contracts of their own.
 */
public abstract class ModalityContract extends EncoderPromises {
  /**
   * A modality with small data and settings for each of its parts.
   *
   * @param modality what is tested
   * @param source what {@link Modality#open} opens: a few samples are enough
   * @param data settings of the recipe's data section
   * @param encoder settings of the encoder
   * @param masker settings of the masker
   * @param targets settings of the target builder
   */
  public record Subject(
      Modality modality,
      Path source,
      Settings data,
      Settings encoder,
      Settings masker,
      Settings targets) {}

  static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /** For subclasses. */
  protected ModalityContract() {}

  @Test
  void namesAreLowerCaseWordsJoinedByHyphens() {
    Modality modality = subject().modality();
    assertThat(modality.name()).matches(NAME);
    assertThat(modality.encoder().name()).matches(NAME);
    assertThat(modality.masker().name()).matches(NAME);
    assertThat(modality.targets().stream()).allMatch(targets -> targets.name().matches(NAME));
    assertThat(modality.recipes().keySet()).allMatch(name -> name.matches(NAME));
    assertThat(modality.recipes().values()).allMatch(text -> !text.isBlank());
  }

  @Test
  void everyPartCanBeMade() {
    Subject subject = subject();
    assertThat(encoder(subject).grid().tokens()).isPositive();
    assertThat(subject.modality().masker().create(subject.masker())).isNotNull();
    assertThat(subject.modality().targets().stream())
        .allMatch(targets -> targets.create(subject.targets()) != null);
  }

  @Test
  void aFolderThatIsNotThereIsTheUsersError() {
    Subject subject = subject();
    Path missing = subject.source().resolveSibling("no-such-folder");
    assertThatThrownBy(() -> subject.modality().open(missing, subject.data()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no-such-folder");
  }

  @Test
  void anIndexGivesTheSameSampleEachTimeAndInEveryThread() throws IOException {
    Subject subject = subject();
    try (Dataset data = open(subject)) {
      assertThat(data.size()).isPositive();
      List<Fingerprint> once = indices(data).mapToObj(i -> Fingerprint.of(read(data, i))).toList();
      List<Fingerprint> again =
          indices(data).parallel().mapToObj(i -> Fingerprint.of(read(data, i))).toList();
      assertThat(again).isEqualTo(once);
      assertThat(once).extracting(Fingerprint::id).doesNotHaveDuplicates();
    }
  }

  @Test
  void labelsAreNumbersOfClasses() throws IOException {
    Subject subject = subject();
    try (Dataset data = open(subject)) {
      int classes = data.classes().size();
      assertThat(indices(data).mapToObj(i -> read(data, i).label()))
          .allMatch(label -> label.isEmpty() ? classes == 0 : label.getAsInt() < classes);
    }
  }

  @Test
  void examplesHaveTheDeclaredArrays() throws IOException {
    Subject subject = subject();
    Encoder encoder = encoder(subject);
    try (Dataset data = open(subject)) {
      for (Phase phase : Phase.values()) {
        Example example = prepare(encoder, read(data, 0), phase, 1);
        assertThat(types(example)).isEqualTo(encoder.inputs());
        int least = encoder.padded() ? 1 : encoder.grid().tokens();
        assertThat(example.valid()).isBetween(least, encoder.grid().tokens());
      }
    }
  }

  @Test
  void everySizeIsTheSameEncoderOnALargerGrid() throws IOException {
    Subject subject = subject();
    Encoder encoder = encoder(subject);
    List<Encoder> sizes = encoder.sizes();
    assertThat(sizes).isSortedAccordingTo(Comparator.comparingInt(size -> size.grid().tokens()));
    assertThat(sizes).isSortedAccordingTo(Comparator.comparingLong(Encoder::capacity));
    assertThat(sizes.get(sizes.size() - 1).inputs()).isEqualTo(encoder.inputs());
    try (Dataset data = open(subject)) {
      int plain = encoder.plain(prepare(encoder, read(data, 0), Phase.EVALUATE, 1)).length;
      for (Encoder size : sizes) {
        Example example = prepare(size, read(data, 0), Phase.EVALUATE, 1);
        assertThat(types(example)).isEqualTo(size.inputs());
        assertThat(size.plain(example)).hasSize(plain);
      }
    }
  }

  @Test
  void theSameKeyPreparesTheSameExampleInEveryThread() throws IOException {
    Subject subject = subject();
    Encoder encoder = encoder(subject);
    try (Dataset data = open(subject)) {
      List<Sample> samples = indices(data).mapToObj(i -> read(data, i)).toList();
      for (Phase phase : Phase.values()) {
        List<Map<String, List<Double>>> once =
            samples.stream().map(s -> entries(prepare(encoder, s, phase, 7))).toList();
        List<Map<String, List<Double>>> again =
            samples.parallelStream().map(s -> entries(prepare(encoder, s, phase, 7))).toList();
        assertThat(again).isEqualTo(once);
      }
    }
  }

  @Test
  void evaluationDrawsNothing() throws IOException {
    Subject subject = subject();
    Encoder encoder = encoder(subject);
    try (Dataset data = open(subject)) {
      Sample sample = read(data, 0);
      assertThat(entries(prepare(encoder, sample, Phase.EVALUATE, 1)))
          .isEqualTo(entries(prepare(encoder, sample, Phase.EVALUATE, 2)));
    }
  }

  @Test
  void preparingLeavesTheSampleAsItIs() throws IOException {
    Subject subject = subject();
    Encoder encoder = encoder(subject);
    try (Dataset data = open(subject)) {
      Sample sample = read(data, 0);
      Fingerprint before = Fingerprint.of(sample);
      prepare(encoder, sample, Phase.TRAIN, 1);
      assertThat(Fingerprint.of(sample)).isEqualTo(before);
    }
  }

  @Test
  void corruptingIsPureAndOnlyDoneWhereTheMaskIsAppliedToTheInput() throws IOException {
    Subject subject = subject();
    Encoder encoder = encoder(subject);
    try (Dataset data = open(subject)) {
      Example example = prepare(encoder, read(data, 0), Phase.TRAIN, 1);
      Map<String, List<Double>> before = entries(example);
      Mask mask =
          subject
              .modality()
              .masker()
              .create(subject.masker())
              .mask(encoder.grid(), example, new SplittableRandom(2));
      Map<String, List<Double>> corrupted = entries(corrupt(encoder, example, mask));
      assertThat(entries(corrupt(encoder, example, mask))).isEqualTo(corrupted);
      assertThat(entries(example)).isEqualTo(before);
      assertThat(encoder.maskAt() == MaskAt.INPUT || corrupted.equals(before)).isTrue();
    }
  }

  private static Example corrupt(Encoder encoder, Example example, Mask mask) {
    return encoder.corrupt(example, mask, new SplittableRandom(3));
  }

  private static LongStream indices(Dataset data) {
    return LongStream.range(0, Math.min(data.size(), 50));
  }

  private static Map<String, TensorType> types(Example example) {
    Map<String, TensorType> types = new HashMap<>();
    example.arrays().forEach((name, array) -> types.put(name, array.type()));
    return types;
  }

  private static Map<String, List<Double>> entries(Example example) {
    Map<String, List<Double>> entries = new HashMap<>();
    example.arrays().forEach((name, array) -> entries.put(name, list(array)));
    return entries;
  }

  private static List<Double> list(Array array) {
    return Arrays.stream(Entries.of(array)).boxed().toList();
  }
}
