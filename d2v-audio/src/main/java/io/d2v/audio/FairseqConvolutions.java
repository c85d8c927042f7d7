package io.d2v.audio;

import io.d2v.api.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fairseq's configurations describe the convolutions of the waveform. */
final class FairseqConvolutions {
  /** {@code [(512, 10, 5)]}, {@code [(512, 3, 2)] * 4}: channels, kernel, stride, and how often. */
  private static final Pattern CONVOLUTION =
      Pattern.compile(
          "\\[\\s*\\((\\d{1,5}),\\s*(\\d{1,5}),\\s*(\\d{1,5})\\)\\s*\\](?:\\s*\\*\\s*(\\d{1,2}))?");

  private FairseqConvolutions() {}

  /** Puts what a key says of them into an encoder's settings. */
  static void put(Configuration config, String key, Map<String, String> settings) {
    String text = config.text(key);
    List<String> channels = new ArrayList<>();
    List<String> kernels = new ArrayList<>();
    List<String> strides = new ArrayList<>();
    Matcher matcher = CONVOLUTION.matcher(text);
    StringBuilder rest = new StringBuilder();
    while (matcher.find()) {
      int times = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
      for (int i = 0; i < times; i++) {
        channels.add(matcher.group(1));
        kernels.add(matcher.group(2));
        strides.add(matcher.group(3));
      }
      matcher.appendReplacement(rest, "");
    }
    matcher.appendTail(rest);
    if (!rest.toString().replace('+', ' ').isBlank() || channels.stream().distinct().count() != 1) {
      throw config.wrong(key, "like [(512, 10, 5)] + [(512, 3, 2)] * 4, equally wide");
    }
    settings.put("encoder.channels", channels.get(0));
    settings.put("encoder.kernels", kernels.toString());
    settings.put("encoder.strides", strides.toString());
  }

  /**
   * What follows them.
   *
   * @param other what {@code extractor_mode} is where it is not said
   */
  static String norm(Configuration config, String other) {
    return switch (config.has("extractor_mode") ? config.text("extractor_mode") : other) {
      case "layer_norm" -> "layer";
      case "default" -> "group";
      default -> throw config.wrong("extractor_mode", "layer_norm or default");
    };
  }
}
