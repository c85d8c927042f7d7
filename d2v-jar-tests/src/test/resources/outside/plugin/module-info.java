module org.example.plugin {
  requires io.d2v.api;

  provides io.d2v.api.Masker.Provider with
      org.example.plugin.EveryNth;
  provides io.d2v.api.TargetBuilder.Provider with
      org.example.plugin.LastLayerProvider;
}
