package io.d2v.files.gzip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.files.gzip.Packed.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GzipReaderTest {
  private static final long NEAR = 50_000;

  @ParameterizedTest
  @MethodSource("io.d2v.files.gzip.Packed#samples")
  void everyAccessPointLeadsToTheSameBytes(Sample sample) throws IOException {
    byte[] packed = Packed.join(Packed.gzipped(sample.bytes()), Packed.gzipped(sample.bytes()));
    byte[] whole = Packed.join(sample.bytes(), sample.bytes());
    AccessPoints points = new AccessPoints(NEAR);
    assertThat(GzipReader.scan(Packed.stream(packed), points).readAllBytes()).isEqualTo(whole);
    assertThat(points.list()).isNotEmpty();
    for (AccessPoint point : points.list()) {
      GzipReader reader = GzipReader.at(Packed.streamFrom(packed, point.bit()), point);
      byte[] rest = Arrays.copyOfRange(whole, (int) point.output(), whole.length);
      assertThat(Arrays.mismatch(reader.readAllBytes(), rest)).as("%s", point).isNegative();
    }
  }

  @Test
  void aWindowIsStoredDeflatedWhereThatIsSmaller() throws IOException {
    AccessPoint zeros = AccessPoint.of(9, 40_000, new byte[Inflate.WINDOW]);
    assertThat(zeros.stored()).hasSizeLessThan(200);
    assertThat(zeros.bytes()).isEqualTo(new byte[Inflate.WINDOW]);
    byte[] noise = new byte[Inflate.WINDOW];
    new Random(1).nextBytes(noise);
    assertThat(AccessPoint.of(9, 40_000, noise).stored()).isSameAs(noise);
  }

  @Test
  void thePointsGetFartherApartWhereTheyWouldBeTooMany() {
    AccessPoints points = new AccessPoints(10);
    for (long output = 0; output < 1_000_000; output += 10) {
      if (points.wanted(output)) {
        points.add(new AccessPoint(output + 1, output, 0, new byte[0]));
      }
    }
    assertThat(points.list()).hasSizeBetween(2048, 4096);
    assertThat(points.list().get(0).output()).isZero();
    assertThat(points.before(777_777).output()).isBetween(777_777L - 640, 777_777L);
  }

  @Test
  void aHeaderMayHaveAnExtraFieldNamesAndAChecksum() throws IOException {
    byte[] bytes = {1, 2, 3};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
    out.writeBytes(new byte[] {2, 0, 'x', 'y', 'n', 'a', 'm', 'e', 0, 'c', 0, 12, 34});
    out.writeBytes(Packed.deflated(bytes, 6, Deflater.DEFAULT_STRATEGY));
    byte[] plain = Packed.gzipped(bytes);
    out.write(plain, plain.length - 8, 8);
    assertThat(read(out.toByteArray())).isEqualTo(bytes);
  }

  @Test
  void theChecksumAndTheLengthAreCompared() {
    byte[] packed = Packed.gzipped("some text that is compressed".repeat(10).getBytes(US_ASCII));
    for (int at : List.of(packed.length - 1, packed.length - 8)) {
      byte[] changed = packed.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> read(changed)).hasMessageContaining("checksum");
    }
  }

  @Test
  void whatStandsBehindIsRefusedUnlessItIsGzipToo() {
    byte[] packed = Packed.join(Packed.gzipped(new byte[10]), new byte[] {1, 2, 3, 4});
    assertThatThrownBy(() -> read(packed)).hasMessageContaining("no gzip header stands at");
  }

  /** Only ever an IOException, or bytes whose checksum is right. */
  @Test
  void damagedFilesAreRefused() {
    long seed = Long.getLong("d2v.seed", 4_711);
    System.out.println("GzipReaderTest: -Dd2v.seed=" + seed);
    Random random = new Random(seed);
    byte[] words = Packed.samples().skip(3).findFirst().orElseThrow().bytes();
    byte[] whole =
        Packed.join(
            Packed.gzipped(Arrays.copyOf(words, 5000)),
            Packed.gzipped(Arrays.copyOf(words, 60_000)));
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = Arrays.copyOf(whole, whole.length - random.nextInt(2) * random.nextInt(400));
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      CRC32 crc = new CRC32();
      try {
        crc.update(read(damaged));
        assertThat(crc.getValue()).as("-Dd2v.seed=%s, %s", seed, i).isNotZero();
      } catch (IOException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  private static byte[] read(byte[] packed) throws IOException {
    return GzipReader.scan(Packed.stream(packed), new AccessPoints(NEAR)).readAllBytes();
  }
}
