package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Dataset;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Quarantine;
import io.d2v.core.train.Method;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sample in a hundred is damaged at random: exactly these are listed, and others read. */
final class DamagedDataTest {
  private static final int SAMPLES = 600;
  private static final int DAMAGED = SAMPLES / 100;
  private static final Pattern NAME = Pattern.compile("s[0-9]{3}\\.[a-z]+");
  private static final String ALLOWING = "training.damaged=0.02";

  @TempDir Path folder;
  private final long seed = Long.getLong("damage.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Set<String> damaged = new TreeSet<>();
  private Path data;

  @BeforeEach
  void say() {
    System.out.println("damage drawn with -Ddamage.seed=" + seed);
    data = folder.resolve("data");
  }

  @Test
  void jpegsThatAreCutOrEmptyOrHaveAnotherHead() throws Exception {
    jpegs(List.of(this::cut, this::otherHead, whole -> new byte[0]));
    write();
    assertListed("vision-tiny", data);
  }

  @Test
  void jpegsInATarWhoseEndIsMissingOrThatHaveAnotherHead() throws Exception {
    jpegs(List.of(this::endOfZeros, this::otherHead));
    SpeechArchive archive = new SpeechArchive();
    files.forEach((name, bytes) -> archive.member("images/" + name, bytes));
    archive.write(folder.resolve("images.tar"));
    assertListed("vision-tiny", folder.resolve("images.tar"));
  }

  @Test
  void flacsThatAreCutOrEmptyOrHaveAnotherHeadOrAWrongByte() throws Exception {
    byte[] flac = SpeechArchive.flac();
    for (int i = 0; i < SAMPLES; i++) {
      files.put(name(i, "flac"), flac);
    }
    damage(List.of(this::cut, this::otherHead, this::wrongByte, whole -> new byte[0]));
    write();
    assertListed("speech-tiny", data);
  }

  @Test
  void wavsThatAreCutOrEmptyOrHaveAnotherHead() throws Exception {
    wavs();
    damage(List.of(this::cut, this::otherHead, whole -> new byte[0]));
    write();
    assertListed("speech-tiny", data);
  }

  @Test
  void rowsOfATsvThatNameWhatIsNotThere() throws Exception {
    wavs();
    write();
    List<String> rows =
        files.entrySet().stream()
            .map(file -> file.getKey() + "\t" + (file.getValue().length - 44) / 2)
            .collect(Collectors.toList());
    while (damaged.size() < DAMAGED) {
      int row = random.nextInt(SAMPLES);
      String other = name(row, "wav").replace(".wav", ".wov");
      if (damaged.add(other)) {
        rows.set(row, rows.get(row).replace(name(row, "wav"), other));
      }
    }
    Path list = folder.resolve("list.tsv");
    Files.writeString(list, data + "\n" + String.join("\n", rows) + "\n");
    assertListed("speech-tiny", list);
  }

  @Test
  void moreThanAThousandthEndsTheRunAndNamesTheFirstOnesAndTheList() throws Exception {
    jpegs(List.of(this::cut));
    write();
    Path run = folder.resolve("run");

    Command stopped = pretrain(run);

    assertThat(stopped.code()).as(stopped.err()).isEqualTo(4);
    assertThat(stopped.err())
        .contains("6 of 600 samples can't be read, more than the 5 that are allowed")
        .contains("training.damaged", run.resolve("quarantine.tsv").toString())
        .contains("cut short");
    assertThat(damaged).allSatisfy(name -> assertThat(stopped.err()).contains(name));
    assertThat(names(run.resolve("quarantine.tsv"))).isEqualTo(damaged);

    Path allowing = folder.resolve("allowing");
    Command done = pretrain(allowing, "--set", ALLOWING);
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(names(allowing.resolve("quarantine.tsv"))).isEqualTo(damaged);
    assertThat(damaged).allSatisfy(name -> assertThat(done.out()).contains("left out: "));
  }

  private Command pretrain(Path run, String... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("pretrain", "vision-tiny", "--data", data, "--run", run, "--steps", 21));
    for (String setting :
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
            "backend.fuse=false")) {
      words.addAll(List.of("--set", setting));
    }
    words.addAll(List.of(more));
    return Command.d2v(words.toArray());
  }

  /** Reads until every sample has come, or is listed. */
  private void assertListed(String recipe, Path path) throws Exception {
    Workshop workshop = Wiring.make(Workshop.class);
    Method method = workshop.method(recipe, List.of(), List.of());
    Path list = folder.resolve("quarantine.tsv");
    Set<Long> seen = new HashSet<>();
    try (Dataset dataset = workshop.open(method, path)) {
      assertThat(dataset.size()).isEqualTo(SAMPLES);
      Quarantine quarantine = Quarantine.listed(list, SAMPLES, 0.02);
      try (Feeder feeder =
          new Feeder(
              dataset,
              method.objective().encoder(),
              method.masker(),
              quarantine,
              new FeederSettings(20, 2, 1),
              0)) {
        while (seen.size() < SAMPLES) {
          Batch batch = feeder.next();
          Arrays.stream(batch.samples()).forEach(seen::add);
          quarantine.damaged().forEach(one -> seen.add(one.index()));
        }
      }
    }
    assertThat(names(list)).isEqualTo(damaged);
    assertThat(Files.readAllLines(list)).hasSize(DAMAGED);
  }

  private static Set<String> names(Path list) throws IOException {
    return Files.readAllLines(list).stream()
        .flatMap(line -> NAME.matcher(line).results().limit(1))
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void jpegs(List<UnaryOperator<byte[]>> ways) throws IOException {
    for (int i = 0; i < SAMPLES; i++) {
      BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
      for (int pixel = 0; pixel < 256; pixel++) {
        image.setRGB(pixel % 16, pixel / 16, random.nextInt());
      }
      ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
      ImageIO.write(image, "jpg", jpeg);
      files.put(name(i, "jpg"), jpeg.toByteArray());
    }
    damage(ways);
  }

  private void wavs() {
    for (int i = 0; i < SAMPLES; i++) {
      files.put(name(i, "wav"), TinySpeech.tone(300, i));
    }
  }

  private void damage(List<UnaryOperator<byte[]>> ways) {
    List<String> names = List.copyOf(files.keySet());
    while (damaged.size() < DAMAGED) {
      String name = names.get(random.nextInt(names.size()));
      if (damaged.add(name)) {
        files.computeIfPresent(
            name, (n, whole) -> ways.get(random.nextInt(ways.size())).apply(whole));
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

  private void write() throws IOException {
    Files.createDirectories(data);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(data.resolve(file.getKey()), file.getValue());
    }
  }

  private static String name(int number, String kind) {
    return String.format(Locale.ROOT, "s%03d.%s", number, kind);
  }
}
