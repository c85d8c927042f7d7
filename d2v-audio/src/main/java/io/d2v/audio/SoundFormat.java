package io.d2v.audio;

import java.util.Locale;
import java.util.Set;

/** Formats that are read, and FFmpeg's names of them. */
enum SoundFormat {
  FLAC("flac"),
  WAV("wav"),
  OGG("ogg"),
  MP3("mp3"),
  G722("g722");

  private static final Set<String> EXTENSIONS =
      Set.of("flac", "wav", "mp3", "ogg", "oga", "opus", "g722");

  private final String demuxer;

  SoundFormat(String demuxer) {
    this.demuxer = demuxer;
  }

  String demuxer() {
    return demuxer;
  }

  /** Whether a damaged part is passed over: a broken frame of it does not end a broadcast. */
  boolean forgiving() {
    return this == MP3;
  }

  /** Whether a file is sound, by its name; not what macOS and editors put beside it. */
  static boolean recognizes(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    boolean hidden = last.startsWith(".") || name.startsWith("__MACOSX/");
    return !hidden && EXTENSIONS.contains(extension(last));
  }

  /** What follows the last point of a name, in lower case. */
  static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
