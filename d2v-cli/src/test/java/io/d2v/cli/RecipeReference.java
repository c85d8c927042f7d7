package io.d2v.cli;

import io.d2v.api.Default;
import io.d2v.api.Settings;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The recipes, and what can be set in one, as a page of Markdown: from the Javadoc of settings. */
record RecipeReference(RecipeBook book) {
  private static final String HEAD =
      """
      # Recipes

      A recipe says how a model is trained: a file of YAML with a section for each part. This page is made from the
      recipes and from the source: CONTRIBUTING.md says how.

      ```sh
      ./d2v recipes
      ./d2v recipes vision-tiny > mine.yaml
      ./d2v pretrain mine.yaml --data photos/ --run runs/mine --set training.batch=32
      ```

      The first command lists them, the second writes one into a file to change, with the source of each value beside
      it, and the third trains by that file, with a setting overridden. A setting that does not exist is an error that
      names the nearest one. What a run was made with, every default included, is in `recipe.yaml` of its folder.

      For a model of one's own begin with a recipe that ends in `-tiny` (minutes on a CPU), and go on with `-small` or
      `-base`, which are the published sizes. Those that begin with `v2-` are data2vec 2.0, those that begin with
      `finetune-` are for `d2v finetune`.

      """;

  /** A table of settings: a section, for what, and the record that it is bound to. */
  private record Part(String section, String what, String type) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("data", "images", "io.d2v.vision.ImageDataSettings"),
          new Part("data", "sound", "io.d2v.audio.SoundDataSettings"),
          new Part("data", "text", "io.d2v.text.TextDataSettings"),
          new Part("encoder", "images", "io.d2v.vision.PatchSettings"),
          new Part("encoder", "sound", "io.d2v.audio.WaveSettings"),
          new Part("encoder", "text", "io.d2v.text.TokenSettings"),
          new Part(
              "masker", "`name: blocks`, usual for images", "io.d2v.vision.BlockMasker$Choice"),
          new Part("masker", "`name: random`", "io.d2v.vision.RandomMasker$Choice"),
          new Part("masker", "`name: spans`, usual for sound", "io.d2v.audio.SpanMasker$Choice"),
          new Part("masker", "`name: runs`, usual for text", "io.d2v.text.RunMasker$Choice"),
          new Part("masker", "`name: even-blocks`", "io.d2v.core.objective.EvenBlocks$Choice"),
          new Part("targets", "", "io.d2v.core.objective.TopLayers$Choice"),
          new Part("transformer", "", "io.d2v.core.model.TransformerSettings"),
          new Part(
              "objective",
              "`name: data2vec`, the usual",
              "io.d2v.core.objective.ObjectiveSettings"),
          new Part("objective", "`name: data2vec2`", "io.d2v.core.objective.Data2Vec2Settings"),
          new Part("objective.decoder", "", "io.d2v.core.objective.DecoderSettings"),
          new Part("optimizer", "", "io.d2v.core.optim.AdamSettings"),
          new Part(
              "schedule",
              "`kind: cosine`, `polynomial`, `tri_stage` or `constant`",
              "io.d2v.core.optim.ScheduleSettings"),
          new Part("training", "", "io.d2v.core.train.TrainingSettings"),
          new Part("guards", "", "io.d2v.core.train.GuardSettings"),
          new Part("probe", "`name: k-nn` or `linear`", "io.d2v.core.train.OnlineProbe$Choice"),
          new Part("backend", "", "io.d2v.backend.tensorflow.TensorFlowSettings"),
          new Part("task", "", "io.d2v.core.model.TaskSettings"),
          new Part("finetune", "", "io.d2v.core.finetune.FineTuningSettings"),
          new Part("finetune.mixing", "", "io.d2v.core.data.MixingSettings"));

  /** Settings that pick a part, and those above all sections. */
  private static final Set<String> OTHERS =
      Set.of(
          "name",
          "modality",
          "seed",
          "masker.name",
          "targets.name",
          "objective.name",
          "schedule.kind",
          "metrics.name",
          "probe.name",
          "backend.name");

  /** Every setting that there is, as {@code section.key}. */
  static Set<String> keys() throws ClassNotFoundException {
    Set<String> keys = new TreeSet<>(OTHERS);
    for (Part part : PARTS) {
      for (RecordComponent component : Class.forName(part.type).getRecordComponents()) {
        keys.add(part.section + "." + key(component));
      }
    }
    return keys;
  }

  String markdown() throws IOException, ClassNotFoundException {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| recipe | what it is |\n|---|---|\n");
    book.texts()
        .forEach(
            (name, text) ->
                page.append("| `%s` | %s |\n".formatted(name, RecipesCommand.summary(text))));
    page.append(
        """

        ## At the top

        | setting | default | what it is |
        |---|---|---|
        | `name` | | what the recipe is called |
        | `modality` | | the kind of data: `vision`, `audio`, `text`, or one that a plugin brings |
        | `seed` | `1` | what every random choice of the run depends on |
        """);
    Set<String> begun = new LinkedHashSet<>();
    for (Part part : PARTS) {
      if (begun.add(part.section)) {
        page.append("\n## %s\n".formatted(part.section));
      }
      if (!part.what.isEmpty()) {
        page.append("\nFor %s:\n".formatted(part.what));
      }
      page.append("\n| setting | default | what it is |\n|---|---|---|\n");
      page.append(rows(Class.forName(part.type)));
    }
    page.append(
        """

        ## metrics

        `name: tensorboard` writes event files beside `metrics.jsonl`, which TensorBoard shows. It has no settings.
        """);
    return page.toString();
  }

  private static String rows(Class<?> settings) throws IOException {
    Map<String, String> said = new SourceComments(settings).ofComponents();
    StringBuilder rows = new StringBuilder();
    for (RecordComponent component : settings.getRecordComponents()) {
      String text = said.get(component.getName());
      if (text == null) {
        throw new IllegalStateException(settings + " says nothing of " + component.getName());
      }
      rows.append(
          "| `%s` | %s | %s%s |\n"
              .formatted(
                  key(component), standard(component), text, choices(component.getGenericType())));
    }
    return rows.toString();
  }

  private static String standard(RecordComponent component) {
    Default standard = component.getAnnotation(Default.class);
    if (standard != null) {
      return "`" + standard.value() + "`";
    }
    return Set.of(Optional.class, Settings.class).contains(component.getType())
        ? "left out"
        : "has to be said";
  }

  /** The words that an enum takes. */
  private static String choices(Type type) throws IOException {
    Type value = type instanceof ParameterizedType of ? of.getActualTypeArguments()[0] : type;
    if (!(value instanceof Class<?> choice) || !choice.isEnum()) {
      return "";
    }
    List<String> words = new ArrayList<>();
    new SourceComments(choice)
        .ofConstants()
        .forEach((word, text) -> words.add("`" + word + "`" + meaning(text)));
    return words.stream().collect(Collectors.joining("; ", ": ", ""));
  }

  private static String meaning(String text) {
    return text.isEmpty() ? "" : " (" + text.replaceFirst("\\.$", "") + ")";
  }

  private static String key(RecordComponent component) {
    return SourceComments.snake(component.getName());
  }
}
