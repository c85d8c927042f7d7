/**
 * For whoever trains on images: put it on the module path or class path, and name it in a recipe.
 */
@org.jspecify.annotations.NullMarked
module io.d2v.vision {
  requires static org.jspecify;
  requires io.d2v.api;
  requires io.d2v.files;
  requires org.bytedeco.leptonica;
  requires org.bytedeco.opencv;

  provides io.d2v.api.Modality with
      io.d2v.vision.Vision;
  provides io.d2v.api.Masker.Provider with
      io.d2v.vision.BlockMaskerProvider,
      io.d2v.vision.RandomMaskerProvider;
}
