/** For whoever trains on text: put it on the module path or class path, and name it in a recipe. */
@org.jspecify.annotations.NullMarked
module io.d2v.text {
  requires static org.jspecify;
  requires io.d2v.api;
  requires io.d2v.files;
  requires tools.jackson.databind;

  provides io.d2v.api.Modality with
      io.d2v.text.Text;
  provides io.d2v.api.Masker.Provider with
      io.d2v.text.RunMaskerProvider;
  provides io.d2v.api.TokenizerTrainer with
      io.d2v.text.BytePairTraining;
}
