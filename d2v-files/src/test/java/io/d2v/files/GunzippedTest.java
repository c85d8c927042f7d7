package io.d2v.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzippedTest {
  @Test
  void whatDataCompressesToIsRead() throws IOException {
    byte[] plain = new byte[4 << 20];
    new SplittableRandom(1).nextBytes(plain);

    try (InputStream in = unpacked(plain)) {
      assertThat(in.readAllBytes()).isEqualTo(plain);
    }
  }

  @Test
  void aBombIsRefusedWhereItBeginsToExplode() throws IOException {
    byte[] zeros = new byte[64 << 20];

    try (InputStream in = unpacked(zeros)) {
      assertThatThrownBy(() -> in.skipNBytes(zeros.length))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("bomb.gz: refused")
          .hasMessageContaining("200 times");
    }
  }

  @Test
  void noMoreIsUnpackedThanTheFileAllows() {
    assertThat(Gunzipped.most(1 << 20)).isEqualTo(200L * ((1 << 20) + 1));
  }

  private static InputStream unpacked(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return new Gunzipped("bomb.gz", new ByteArrayInputStream(packed.toByteArray()));
  }
}
