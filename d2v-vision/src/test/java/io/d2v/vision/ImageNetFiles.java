package io.d2v.vision;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A small set that is built as ImageNet's files are, with the files that are odd in it. */
record ImageNetFiles(Path folder) {
  static final String TRAIN = "ILSVRC2012_img_train.tar";
  static final String VALIDATION = "ILSVRC2012_img_val.tar";
  static final String KIT = "ILSVRC2012_devkit_t12.tar.gz";

  /** Three of the kit's six classes; a photograph in CMYK, and a PNG named as a JPEG. */
  ImageNetFiles train() throws IOException {
    Map<String, byte[]> tars = new TreeMap<>();
    tars.put(
        "n02110185.tar",
        tar(Map.of("n02110185_1.JPEG", resource("cmyk.jpg"), "n02110185_2.JPEG", damaged())));
    tars.put("n01440764.tar", tar(Map.of("n01440764_10026.JPEG", resource("colour.jpg"))));
    tars.put("n02105855.tar", tar(Map.of("n02105855_2933.JPEG", resource("colour.png"))));
    Archives.TAR.write(folder.resolve(TRAIN), tars);
    return this;
  }

  ImageNetFiles validation(int images) throws IOException {
    Archives.TAR.write(folder.resolve(VALIDATION), validationImages("", images));
    return this;
  }

  static Map<String, byte[]> validationImages(String under, int images) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = images; i >= 1; i--) {
      files.put(under + String.format("ILSVRC2012_val_%08d.JPEG", i), resource("colour.jpg"));
    }
    return files;
  }

  /** The kit, with the ids of the validation images' classes. */
  ImageNetFiles kit(int... ids) throws IOException {
    StringBuilder truth = new StringBuilder();
    for (int id : ids) {
      truth.append(id).append('\n');
    }
    String data = "ILSVRC2012_devkit_t12/data/";
    Archives.TAR_GZ.write(
        folder.resolve(KIT),
        Map.of(
            data + "meta.mat",
            resource("meta.mat"),
            data + "ILSVRC2012_validation_ground_truth.txt",
            truth.toString().getBytes(US_ASCII),
            "ILSVRC2012_devkit_t12/readme.txt",
            new byte[10]));
    return this;
  }

  static byte[] damaged() throws IOException {
    byte[] jpeg = resource("colour.jpg");
    return Arrays.copyOf(jpeg, jpeg.length / 2);
  }

  private byte[] tar(Map<String, byte[]> members) throws IOException {
    Path file = folder.resolve("class.tar");
    Archives.TAR.write(file, new TreeMap<>(members));
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = ImageNetFiles.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
