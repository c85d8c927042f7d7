package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/** Pre-training of a few hundred numbers on each kind of data, four batches an update. */
enum TinyCourse {
  VISION("vision", "vision-tiny") {
    @Override
    List<String> settings() {
      return List.of(
          "encoder.image_size=4",
          "encoder.patch=2",
          "encoder.channels=1",
          "encoder.mean=[0.5]",
          "encoder.deviation=[0.3]",
          "masker.masked=2",
          "masker.smallest=1");
    }

    @Override
    Array content(long index) {
      float[] pixels = new float[16];
      SplittableRandom random = new SplittableRandom(index);
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = random.nextInt(256);
      }
      return Array.of(Shape.of(1, 4, 4), pixels);
    }

    @Override
    OptionalLong length(long index) {
      return OptionalLong.empty();
    }
  },
  SPEECH("audio", "speech-tiny") {
    @Override
    List<String> settings() {
      return List.of(
          "encoder.lengths=[1600, 3200]",
          "encoder.channels=8",
          "encoder.position_groups=2",
          "masker.length=1",
          "masker.share=0.4");
    }

    @Override
    Array content(long index) {
      float[] waveform = new float[(int) length(index).getAsLong()];
      SplittableRandom random = new SplittableRandom(index);
      for (int i = 0; i < waveform.length; i++) {
        waveform[i] = (float) random.nextGaussian();
      }
      return Array.of(Shape.of(waveform.length), waveform);
    }

    @Override
    OptionalLong length(long index) {
      return OptionalLong.of(index % 2 == 0 ? 1700 : 3300);
    }
  },
  TEXT("text", "text-tiny") {
    @Override
    List<String> settings() {
      return List.of("encoder.lengths=[6, 12]", "encoder.vocabulary=50", "encoder.positions=20");
    }

    @Override
    Array content(long index) {
      int tokens = (int) length(index).getAsLong();
      return Array.of(Shape.of(tokens), new SplittableRandom(index).ints(tokens, 5, 50).toArray());
    }

    @Override
    OptionalLong length(long index) {
      return OptionalLong.of(index % 2 == 0 ? 6 : 12);
    }
  },
  VISION2("vision", "v2-vision-tiny") {
    @Override
    List<String> settings() {
      return List.of(
          "encoder.image_size=6",
          "encoder.patch=2",
          "encoder.channels=1",
          "encoder.mean=[0.5]",
          "encoder.deviation=[0.3]",
          "masker.share=0.6",
          "objective.clones=2",
          "objective.decoder.width=6",
          "objective.decoder.groups=2");
    }

    @Override
    Array content(long index) {
      return VISION.content(index);
    }

    @Override
    OptionalLong length(long index) {
      return OptionalLong.empty();
    }
  },
  SPEECH2("audio", "v2-speech-tiny") {
    @Override
    List<String> settings() {
      return List.of(
          "encoder.lengths=[1600, 3200]",
          "encoder.channels=8",
          "encoder.position_groups=2",
          "masker.length=1",
          "objective.clones=2",
          "objective.decoder.width=6",
          "objective.decoder.groups=2");
    }

    @Override
    Array content(long index) {
      return SPEECH.content(index);
    }

    @Override
    OptionalLong length(long index) {
      return SPEECH.length(index);
    }
  },
  TEXT2("text", "v2-text-tiny") {
    @Override
    List<String> settings() {
      return List.of(
          "encoder.lengths=[6, 12]",
          "encoder.vocabulary=50",
          "encoder.positions=20",
          "objective.clones=2",
          "objective.decoder.width=6");
    }

    @Override
    Array content(long index) {
      return TEXT.content(index);
    }

    @Override
    OptionalLong length(long index) {
      return TEXT.length(index);
    }
  };

  static final int STEPS = 5;

  static final int BATCHES = 4;

  private static final int SAMPLES = 30;

  private static final List<String> SMALL =
      List.of(
          "transformer.width=8",
          "transformer.layers=2",
          "transformer.heads=2",
          "transformer.dropout=0.1",
          "transformer.key_bias=false",
          "targets.layers=2",
          "schedule.warmup_steps=2",
          "training.batch=2",
          "training.accumulate=" + BATCHES,
          "training.steps=" + STEPS,
          "training.checkpoint_every=2",
          "backend.name=reference");

  private final String modality;
  private final String recipe;

  TinyCourse(String modality, String recipe) {
    this.modality = modality;
    this.recipe = recipe;
  }

  abstract List<String> settings();

  abstract Array content(long index);

  abstract OptionalLong length(long index);

  Recipe recipe(Plugins plugins, String... more) {
    List<String> all = new ArrayList<>(SMALL);
    all.addAll(settings());
    all.addAll(List.of(more));
    String text = plugins.modality(modality).recipes().get(recipe);
    return RecipeReader.parse(recipe, text, all);
  }

  Dataset data(Long... damaged) {
    return new Made(this, Set.of(damaged));
  }

  /** One worker's part of a run. */
  long run(Path folder, Crew.Member member, String... more) throws Exception {
    return run(folder, member, data(), "none", more);
  }

  long run(Path folder, Crew.Member member, Dataset data, String hash, String... more)
      throws Exception {
    Recipe recipe = recipe(member.plugins(), more);
    recipe.settle("data");
    Method method = Method.of(recipe, member.plugins());
    RunPlace place = new RunPlace(new RunFolder(folder), EarlierRun.SAME_RECIPE, member.workers());
    return new TrainingLoop(method, data, place, member)
        .run(
            backend -> new Pretrainer(method, data, backend),
            device ->
                new Provenance(
                    device,
                    recipe.toYaml(),
                    new Provenance.Source("made up", data.size(), hash),
                    List.of()),
            member);
  }

  private record Made(TinyCourse course, Set<Long> damaged) implements Dataset {
    @Override
    public long size() {
      return SAMPLES;
    }

    @Override
    public Sample read(long index) throws IOException {
      if (damaged.contains(index)) {
        throw new IOException("it is torn");
      }
      return Sample.of("sample " + index, new Sample.Values(course.content(index)));
    }

    @Override
    public OptionalLong length(long index) {
      return course.length(index);
    }

    @Override
    public void close() {}
  }
}
