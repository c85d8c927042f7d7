package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Dataset;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Stride;
import io.d2v.core.train.Method;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sample in a hundred is damaged at random: exactly these are listed, and others read. */
final class DamagedDataTest {
  private static final int SAMPLES = 600;
  private static final int DAMAGED = SAMPLES / 100;
  private static final double ALLOWED = 0.02;

  @TempDir Path folder;
  private final long seed = Long.getLong("damage.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final List<byte[]> samples = new ArrayList<>();
  private final Set<Integer> damaged = new TreeSet<>();
  private Path data;

  @BeforeEach
  void say() {
    System.out.println("damage drawn with -Ddamage.seed=" + seed);
    data = folder.resolve("data");
  }

  @Test
  void jpegsThatAreCutOrEmptyOrHaveAnotherHead() throws Exception {
    fill(i -> resource("noise.jpg"));
    damage(this::cut, this::otherHead, whole -> new byte[0]);
    assertListed("vision-tiny", written("jpg"));
  }

  @Test
  void membersOfATarWhoseEndIsMissingOrThatHaveAnotherHead() throws Exception {
    fill(i -> resource("noise.jpg"));
    damage(this::endOfZeros, this::otherHead);
    SpeechArchive archive = new SpeechArchive();
    for (int i = 0; i < SAMPLES; i++) {
      archive.member("images/" + name(i, "jpg"), samples.get(i));
    }
    archive.write(folder.resolve("images.tar"));
    assertListed("vision-tiny", folder.resolve("images.tar"));
  }

  @Test
  void flacsThatAreCutOrEmptyOrHaveAnotherHeadOrAWrongByte() throws Exception {
    fill(i -> SpeechArchive.flac());
    damage(this::cut, this::otherHead, this::wrongByte, whole -> new byte[0]);
    assertListed("speech-tiny", written("flac"));
  }

  @Test
  void wavsThatAreCutOrEmptyOrHaveAnotherHead() throws Exception {
    fill(i -> TinySpeech.tone(300, i));
    damage(this::cut, this::otherHead, whole -> new byte[0]);
    assertListed("speech-tiny", written("wav"));
  }

  @Test
  void rowsOfATsvOfRecordingsWithAWrongByte() throws Exception {
    fill(i -> TinySpeech.tone(300, i));
    Path root = written("wav");
    fill(i -> bytes(name(i, "wav") + "\t8000"));
    damage(this::byteThatIsNoDigit);
    assertListed("speech-tiny", table(root + "\n"));
  }

  @Test
  void rowsOfATsvOfTextsWithoutATabOrWithABrokenCharacter() throws Exception {
    fill(i -> bytes((i % 2 == 0 ? "good" : "bad") + "\tThe film of scene " + i + " is long."));
    damage(
        row -> bytes(new String(row, StandardCharsets.UTF_8).replace('\t', ' ')),
        row ->
            new String(row, StandardCharsets.UTF_8)
                .replace("i", "\u00ef")
                .getBytes(StandardCharsets.ISO_8859_1));
    assertListed("text-tiny", table(""));
  }

  @Test
  void moreThanAThousandthEndsTheRunAndNamesTheFirstOnesAndTheList() throws Exception {
    fill(i -> resource("noise.jpg"));
    damage(this::cut);
    written("jpg");
    Path run = folder.resolve("run");

    Command stopped = pretrain(run);

    assertThat(stopped.code()).as(stopped.err()).isEqualTo(4);
    assertThat(stopped.err())
        .contains("6 of 600 samples can't be read, more than the 5 that are allowed")
        .contains("training.damaged", run.resolve("quarantine.tsv").toString())
        .contains("cut short");
    assertThat(damaged).allSatisfy(i -> assertThat(stopped.err()).contains(name(i, "jpg")));
    assertThat(listed(run.resolve("quarantine.tsv"))).isEqualTo(damaged);

    Path allowing = folder.resolve("allowing");
    Command done = pretrain(allowing, "training.damaged=" + ALLOWED);
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(listed(allowing.resolve("quarantine.tsv"))).isEqualTo(damaged);
    assertThat(damaged)
        .allSatisfy(i -> assertThat(done.out()).containsPattern("left out: .*" + name(i, "jpg")));
  }

  /** Long enough for each sample to be asked for. */
  private Command pretrain(Path run, String... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("pretrain", "vision-tiny", "--data", data, "--run", run, "--steps", 21));
    List<String> settings =
        new ArrayList<>(
            List.of(
                "encoder.image_size=8",
                "encoder.patch=4",
                "masker.masked=2",
                "masker.smallest=1",
                "targets.layers=1",
                "transformer.width=8",
                "transformer.layers=1",
                "transformer.heads=2",
                "training.batch=30",
                "backend.device=cpu",
                "backend.fuse=false"));
    settings.addAll(List.of(more));
    settings.forEach(setting -> words.addAll(List.of("--set", setting)));
    return Command.d2v(words.toArray());
  }

  /** Reads until every sample has come, or is listed. */
  private void assertListed(String recipe, Path path) throws Exception {
    Workshop workshop = Wiring.make(Optional.empty(), Workshop.class);
    Method method = workshop.method(recipe, List.of(), List.of());
    Path list = folder.resolve("quarantine.tsv");
    Set<Long> seen = new HashSet<>();
    try (Dataset dataset = workshop.open(method, path)) {
      assertThat(dataset.size()).isEqualTo(SAMPLES);
      Quarantine quarantine = Quarantine.listed(list, SAMPLES, ALLOWED);
      try (Feeder feeder =
          new Feeder(
              dataset,
              method.objective().encoder(),
              method.masker(),
              quarantine,
              new FeederSettings(20, 2, 1),
              Stride.from(0))) {
        while (seen.size() < SAMPLES) {
          Batch batch = feeder.next();
          Arrays.stream(batch.samples()).forEach(seen::add);
          quarantine.damaged().forEach(one -> seen.add(one.index()));
        }
      }
    }
    assertThat(listed(list)).isEqualTo(damaged);
    assertThat(Files.readAllLines(list)).hasSize(DAMAGED);
  }

  private static Set<Integer> listed(Path list) throws IOException {
    return Files.readAllLines(list).stream()
        .map(line -> Integer.valueOf(line.substring(0, line.indexOf('\t'))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private interface Sample {
    byte[] of(int index) throws IOException;
  }

  private void fill(Sample sample) throws IOException {
    samples.clear();
    for (int i = 0; i < SAMPLES; i++) {
      samples.add(sample.of(i));
    }
  }

  @SafeVarargs
  private void damage(UnaryOperator<byte[]>... ways) {
    while (damaged.size() < DAMAGED) {
      int index = random.nextInt(SAMPLES);
      if (damaged.add(index)) {
        samples.set(index, ways[random.nextInt(ways.length)].apply(samples.get(index)));
      }
    }
  }

  private byte[] cut(byte[] whole) {
    return Arrays.copyOf(whole, random.nextInt(1, whole.length - 1));
  }

  private byte[] otherHead(byte[] whole) {
    byte[] other = whole.clone();
    for (int i = 0; i < 16; i++) {
      other[i] = (byte) ~other[i];
    }
    return other;
  }

  /** As a download leaves it that was stopped. */
  private byte[] endOfZeros(byte[] whole) {
    byte[] other = whole.clone();
    Arrays.fill(other, random.nextInt(1, whole.length - 1), whole.length, (byte) 0);
    return other;
  }

  /** Within the sound, whose frames have checksums. */
  private byte[] wrongByte(byte[] whole) {
    byte[] other = whole.clone();
    other[random.nextInt(whole.length / 2, whole.length)] ^= (byte) (1 << random.nextInt(8));
    return other;
  }

  /** A digit in place of another may be another number, or another file that is there. */
  private byte[] byteThatIsNoDigit(byte[] row) {
    byte[] other = row.clone();
    int at = random.nextInt(row.length);
    while (other[at] == row[at] || "0123456789\r\n".indexOf(other[at]) >= 0) {
      other[at] = (byte) random.nextInt(256);
    }
    return other;
  }

  private Path written(String kind) throws IOException {
    Files.createDirectories(data);
    for (int i = 0; i < SAMPLES; i++) {
      Files.write(data.resolve(name(i, kind)), samples.get(i));
    }
    return data;
  }

  private Path table(String head) throws IOException {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    rows.writeBytes(bytes(head));
    for (byte[] row : samples) {
      rows.writeBytes(row);
      rows.write('\n');
    }
    return Files.write(folder.resolve("table.tsv"), rows.toByteArray());
  }

  private static String name(int index, String kind) {
    return String.format(Locale.ROOT, "s%03d.%s", index, kind);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(DamagedDataTest.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }
}
