package io.d2v.fuzz;

import io.d2v.audio.FlacTarget;
import io.d2v.audio.SoundHeaderTarget;
import io.d2v.audio.SoundListTarget;
import io.d2v.bench.decode.AlphabetTarget;
import io.d2v.bench.decode.ArpaTarget;
import io.d2v.bench.decode.LexiconTarget;
import io.d2v.bench.glue.GlueTarget;
import io.d2v.core.data.QuarantineTarget;
import io.d2v.core.interchange.ConfigurationTarget;
import io.d2v.core.pickle.PickleTarget;
import io.d2v.core.pickle.PyTorchTarget;
import io.d2v.core.recipe.RecipeTarget;
import io.d2v.core.run.KeptUpdateTarget;
import io.d2v.core.run.ManifestTarget;
import io.d2v.core.run.MetricsTarget;
import io.d2v.core.run.SafetensorsTarget;
import io.d2v.core.run.StateTarget;
import io.d2v.core.tensorboard.EventsTarget;
import io.d2v.files.archive.IndexTarget;
import io.d2v.files.archive.TarGzTarget;
import io.d2v.files.archive.TarTarget;
import io.d2v.files.archive.ZipTarget;
import io.d2v.text.FairseqTokenizerTarget;
import io.d2v.text.LabelledLinesTarget;
import io.d2v.text.TokenizerTarget;
import io.d2v.vision.CifarTarget;
import io.d2v.vision.FileListTarget;
import io.d2v.vision.IdxTarget;
import io.d2v.vision.ImageHeaderTarget;
import io.d2v.vision.MatTarget;
import java.util.Map;
import java.util.TreeMap;

/** All readers, by name. */
final class Targets {
  private static final Map<String, Target> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("alphabet", new AlphabetTarget()),
              Map.entry("arpa", new ArpaTarget()),
              Map.entry("cifar", new CifarTarget()),
              Map.entry("configuration", new ConfigurationTarget()),
              Map.entry("events", new EventsTarget()),
              Map.entry("file-list", new FileListTarget()),
              Map.entry("flac", new FlacTarget()),
              Map.entry("glue", new GlueTarget()),
              Map.entry("idx", new IdxTarget()),
              Map.entry("image-header", new ImageHeaderTarget()),
              Map.entry("kept-update", new KeptUpdateTarget()),
              Map.entry("labelled-lines", new LabelledLinesTarget()),
              Map.entry("lexicon", new LexiconTarget()),
              Map.entry("manifest", new ManifestTarget()),
              Map.entry("mat", new MatTarget()),
              Map.entry("metrics", new MetricsTarget()),
              Map.entry("pickle", new PickleTarget()),
              Map.entry("pytorch", new PyTorchTarget()),
              Map.entry("quarantine", new QuarantineTarget()),
              Map.entry("recipe", new RecipeTarget()),
              Map.entry("safetensors", new SafetensorsTarget()),
              Map.entry("sound-header", new SoundHeaderTarget()),
              Map.entry("sound-list", new SoundListTarget()),
              Map.entry("state", new StateTarget()),
              Map.entry("tar", new TarTarget()),
              Map.entry("tar-gz", new TarGzTarget()),
              Map.entry("tar-index", new IndexTarget()),
              Map.entry("tokenizer", new TokenizerTarget()),
              Map.entry("tokenizer-fairseq", new FairseqTokenizerTarget()),
              Map.entry("zip", new ZipTarget())));

  private Targets() {}

  static Map<String, Target> all() {
    return ALL;
  }

  static Target named(String name) {
    Target target = ALL.get(name);
    if (target == null) {
      throw new IllegalArgumentException("no reader '" + name + "' among " + ALL.keySet());
    }
    return target;
  }
}
