/**
 * For whoever embeds or trains from a program of their own: stored models, recipes, the model, the
 * objective, training, runs.
 */
@org.jspecify.annotations.NullMarked
module io.d2v.core {
  requires static org.jspecify;
  requires transitive io.d2v.api;
  requires org.slf4j;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;

  exports io.d2v.core.data;
  exports io.d2v.core.embed;
  exports io.d2v.core.finetune;
  exports io.d2v.core.interchange;
  exports io.d2v.core.model;
  exports io.d2v.core.objective;
  exports io.d2v.core.optim;
  exports io.d2v.core.plugins;
  exports io.d2v.core.recipe;
  exports io.d2v.core.run;
  exports io.d2v.core.train;

  uses io.d2v.api.Criterion.Provider;
  uses io.d2v.api.Masker.Provider;
  uses io.d2v.api.MetricSink.Provider;
  uses io.d2v.api.Modality;
  uses io.d2v.api.Probe.Provider;
  uses io.d2v.api.Schedule.Provider;
  uses io.d2v.api.TargetBuilder.Provider;
  uses io.d2v.api.TokenizerTrainer;
  uses io.d2v.api.backend.Backend.Provider;

  provides io.d2v.api.Criterion.Provider with
      io.d2v.core.objective.Regression.Maker;
  provides io.d2v.api.Masker.Provider with
      io.d2v.core.objective.EvenBlocksProvider;
  provides io.d2v.api.MetricSink.Provider with
      io.d2v.core.tensorboard.TensorBoardProvider;
  provides io.d2v.api.Schedule.Provider with
      io.d2v.core.optim.ConstantSchedule.Maker,
      io.d2v.core.optim.CosineSchedule.Maker,
      io.d2v.core.optim.PolynomialSchedule.Maker,
      io.d2v.core.optim.TriStageSchedule.Maker;
  provides io.d2v.api.TargetBuilder.Provider with
      io.d2v.core.objective.TopLayersProvider;
}
