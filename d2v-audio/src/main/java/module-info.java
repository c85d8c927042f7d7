/**
 * For whoever trains on speech and other sound: put it on the module path or class path, and name
 * it in a recipe.
 */
@org.jspecify.annotations.NullMarked
module io.d2v.audio {
  requires static org.jspecify;
  requires io.d2v.api;
  requires io.d2v.files;
  requires org.bytedeco.ffmpeg;

  provides io.d2v.api.Modality with
      io.d2v.audio.Audio;
  provides io.d2v.api.Masker.Provider with
      io.d2v.audio.SpanMaskerProvider;
}
