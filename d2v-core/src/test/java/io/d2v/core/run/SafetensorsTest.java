package io.d2v.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Map<String, Array> arrays =
        Map.of(
            "flag", Array.of(Shape.of(3), true, false, true),
            "block.0.weight", Array.of(Shape.of(2, 2), 1.5f, -0f, Float.NaN, Float.MIN_VALUE),
            "ids", Array.of(Shape.of(1, 2), Integer.MIN_VALUE, 7),
            "step", Array.scalar(12));

    Safetensors.write(file, arrays, Map.of("format", "d2v"));

    Map<String, Array> read = Safetensors.read(file);
    assertThat(read).containsOnlyKeys("block.0.weight", "ids", "step", "flag");
    assertThat(read.get("block.0.weight").floats())
        .containsExactly(1.5f, -0f, Float.NaN, Float.MIN_VALUE);
    assertThat(read.get("ids").ints()).containsExactly(Integer.MIN_VALUE, 7);
    assertThat(read.get("step").shape()).isEqualTo(Shape.of());
    assertThat(read.get("flag").booleans()).containsExactly(true, false, true);
    assertThat(Safetensors.header(file).metadata()).containsExactly(Map.entry("format", "d2v"));
    assertThat(Safetensors.header(file).tensors().get("ids").type())
        .isEqualTo(TensorType.int32(1, 2));
  }

  @Test
  void theDataLiesAtMultiplesOfEight() throws IOException {
    Path file = folder.resolve("model.safetensors");
    for (String name : new String[] {"a", "ab", "abc", "abcd", "abcde"}) {
      Safetensors.write(file, Map.of(name, Array.scalar(1f)), Map.of());
      assertThat(Safetensors.header(file).tensors().get(name).begin() % 8).isZero();
    }
  }

  @Test
  void theSameArraysGiveTheSameBytes() throws IOException {
    Map<String, Array> arrays = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      arrays.put("p" + i, Array.scalar(i));
    }
    Safetensors.write(folder.resolve("a"), Map.copyOf(arrays), Map.of());
    Safetensors.write(folder.resolve("b"), arrays, Map.of());

    assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
  }

  @Test
  void arraysLongerThanAPieceAreWhole() throws IOException {
    float[] numbers = new float[700_001];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    Path file = folder.resolve("long.safetensors");
    Safetensors.write(file, Map.of("x", Array.of(Shape.of(numbers.length), numbers)), Map.of());

    assertThat(Safetensors.read(file).get("x").floats()).isEqualTo(numbers);
  }

  @Test
  void otherTypesBecomeThoseOfTheGraph() throws IOException {
    Path file =
        raw(
            """
            {"f64":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},
             "i64":{"dtype":"I64","shape":[1],"data_offsets":[8,16]},
             "f16":{"dtype":"F16","shape":[1],"data_offsets":[16,18]},
             "bf16":{"dtype":"BF16","shape":[1],"data_offsets":[18,20]},
             "i16":{"dtype":"I16","shape":[1],"data_offsets":[20,22]},
             "i8":{"dtype":"I8","shape":[1],"data_offsets":[22,23]},
             "u8":{"dtype":"U8","shape":[1],"data_offsets":[23,24]}}
            """,
            ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(0.5)
                .putLong(-3)
                .putShort((short) 0xc500)
                .putShort((short) 0x3fc0)
                .putShort((short) -300)
                .put((byte) -1)
                .put((byte) -1));

    Map<String, Array> read = Safetensors.read(file);

    assertThat(read.get("f64").floats()).containsExactly(0.5f);
    assertThat(read.get("i64").ints()).containsExactly(-3);
    assertThat(read.get("f16").floats()).containsExactly(-5f);
    assertThat(read.get("bf16").floats()).containsExactly(1.5f);
    assertThat(read.get("i16").ints()).containsExactly(-300);
    assertThat(read.get("i8").ints()).containsExactly(-1);
    assertThat(read.get("u8").ints()).containsExactly(255);
  }

  @ParameterizedTest
  @CsvSource({
    "0x0001, 0x1p-24",
    "0x03ff, 0x1.ff8p-15",
    "0x0400, 0x1p-14",
    "0x7bff, 65504",
    "0x8000, -0.0",
    "0x7c00, Infinity",
    "0xfc00, -Infinity",
    "0x7e00, NaN"
  })
  void halvesAreExact(String bits, String value) {
    assertThat(EntryReader.half(Integer.decode(bits).shortValue())).isEqualTo(Float.valueOf(value));
  }

  @Test
  void numbersThatDoNotFitAreRefused() throws IOException {
    Path file =
        raw(
            "{\"ids\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
            ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 31));

    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("raw.safetensors")
        .hasMessageContaining("tensor 'ids': entry 0 is 2147483648");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | takes 8 bytes",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | data begins at 4",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | take 4 bytes, but",
        "{\"x\":{\"dtype\":\"F8\",\"shape\":[8],\"data_offsets\":[0,8]}} | dtype \"F8\"",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}} | a size is below 1",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,0]}} | shape is not a list",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}} | shape is not a list",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}} | most 8",
        "{\"x\":{\"dtype\":\"U8\",\"shape\":[65536,65536],\"data_offsets\":[0,8]}} | more than"
            + " 2^31",
        "{\"x\":{\"dtype\":\"U8\",\"shape\":[99999999999],\"data_offsets\":[0,8]}} | too large",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}} | not [begin, end]",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1]}} | not described by",
        "{\"x\":1,\"x\":2} | not valid JSON: Duplicate",
        "{} {} | not valid JSON",
        "[] | not a JSON object",
        "{\"__metadata__\":{\"a\":1}} | 'a' is not text",
      })
  void aHeaderThatDoesNotAddUpIsRefused(String header, String why) throws IOException {
    Path file = raw(header, ByteBuffer.allocate(8));

    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("raw.safetensors: not a valid safetensors file")
        .hasMessageContaining(why);
  }

  @Test
  void overlappingTensorsAreRefused() throws IOException {
    Path file =
        raw(
            """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
             "b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
            """,
            ByteBuffer.allocate(8));

    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessageContaining("tensor 'b': its data begins at 4, but the data before it ends at 8");
  }

  @Test
  void anEnormousHeaderIsRefusedBeforeItIsRead() throws IOException {
    Path file = folder.resolve("raw.safetensors");
    Files.write(
        file, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40).array());

    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("claims 1099511627776 bytes");
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    byte[] whole = small();
    Path file = folder.resolve("cut.safetensors");
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.read(file))
          .as("first %d bytes", length)
          .isInstanceOf(UserError.class);
    }
  }

  @Test
  void aChangedHeaderByteIsRefusedOrHarmless() throws IOException {
    byte[] whole = small();
    Path file = folder.resolve("flipped.safetensors");
    for (int at = 0; at < whole.length - 12; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << bit);
        Files.write(file, flipped);
        try {
          Safetensors.read(file);
        } catch (UserError refused) {
          assertThat(refused.kind()).isEqualTo(UserError.Kind.CHECKPOINT);
        }
      }
    }
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Safetensors.read(folder.resolve("none.safetensors")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.safetensors: there is no such file");
  }

  private byte[] small() throws IOException {
    Path file = folder.resolve("small.safetensors");
    Safetensors.write(
        file,
        Map.of("w", Array.of(Shape.of(2), 1f, 2f), "i", Array.scalar(3)),
        Map.of("format", "d2v"));
    return Files.readAllBytes(file);
  }

  private Path raw(String header, ByteBuffer data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + text.length + data.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(text.length).put(text).put(data.rewind());
    return Files.write(folder.resolve("raw.safetensors"), file.array());
  }
}
