package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Cut;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Stride;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Learning without labels: the student predicts the teacher's targets. */
public final class Pretrainer implements Course {
  private final Method method;
  private final Dataset data;
  private final TrainingStep step;
  private final Optional<OnlineProbe> probe;
  private final StageGauges stages;

  /**
   * What a recipe describes, on a device.
   *
   * @param data what it learns from; the caller closes it
   */
  public Pretrainer(Method method, Dataset data, Backend backend) {
    this.method = method;
    this.data = data;
    step =
        new TrainingStep(
            backend,
            method.adam(),
            SizedBatch.of(method),
            method.training().batches(backend.workers()),
            method.training().wire());
    probe = method.probe(data, backend);
    stages = new StageGauges(method, backend, this::fromStart);
  }

  private Feeder fromStart() {
    Quarantine damaged = new Quarantine(data.size(), method.training().damaged());
    return feeder(damaged, Stride.from(0));
  }

  @Override
  public Weights weights() {
    return step.weights();
  }

  @Override
  public void begin() {
    weights().initialize(method.recipe().seed());
  }

  @Override
  public TrainingStep step(long update) {
    return step;
  }

  @Override
  public Feeder feeder(Quarantine quarantine, Stride taken) {
    TrainingSettings settings = method.training();
    return new Feeder(
        data,
        method.objective().encoder(),
        method.masker(),
        quarantine,
        new FeederSettings(
            settings.batch(),
            settings.loaderThreads(),
            method.recipe().seed(),
            Cut.FREELY,
            method.objective().clones()),
        taken);
  }

  @Override
  public Map<String, Array> feeds(Batch batch) {
    return MaskedFeeds.of(method.objective(), method.masker(), batch);
  }

  @Override
  public String counted() {
    return "masked";
  }

  @Override
  public TrainingStep.Rates rates(long update, double learningRate) {
    return new TrainingStep.Rates(update, learningRate, method.objective().decay(update));
  }

  @Override
  public Optional<Findings> updated(long update, BooleanSupplier stop) throws InterruptedException {
    Findings found = stages.after(update);
    return Optional.of(probe.isEmpty() ? found : found.and(probe.get().after(update)));
  }

  @Override
  public void close() {
    stages.close();
    probe.ifPresent(OnlineProbe::close);
    step.close();
  }
}
