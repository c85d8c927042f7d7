package io.d2v.cli;

import static java.util.Map.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Small files in place of those that pages speak of: each is made when a command first names it.
 */
record StandIns(Path folder) {
  private interface Maker {
    void make(Path folder) throws IOException;
  }

  private static final Map<String, Maker> MADE =
      Map.ofEntries(
          entry("photos", at -> new OwnFiles(at).photos("photos", 120)),
          entry("holiday", at -> new OwnFiles(at).photos("holiday", 4)),
          entry("labelled", at -> new OwnFiles(at).labelledImages("labelled")),
          entry("cat.jpg", at -> new OwnFiles(at).write("cat.jpg", StandInImages.jpeg())),
          entry("images.tar.gz", at -> StandInImages.archive(at.resolve("images.tar.gz"))),
          entry("photos.tar", at -> StandInImages.archive(at.resolve("photos.tar"))),
          entry("fashion-mnist", at -> TinyImages.write(at.resolve("fashion-mnist"), 60)),
          entry("imagenet", at -> StandInImages.imageNet(at.resolve("imagenet"))),
          entry("imagenet/train", at -> StandInImages.unpacked(at.resolve("imagenet/train"))),
          entry("10percent.txt", at -> new OwnFiles(at).write("10percent.txt", StandInImages.LIST)),
          entry("LibriSpeech", at -> StandInSpeech.libriSpeech(at.resolve("LibriSpeech"))),
          entry(
              "train-clean-100.tar.gz",
              at ->
                  StandInSpeech.part("train-clean-100", 12)
                      .write(at.resolve("train-clean-100.tar.gz"))),
          entry("an4.tar", at -> StandInSpeech.an4().write(at.resolve("an4.tar"))),
          entry("an4", at -> StandInSpeech.an4().unpack(at)),
          entry(
              "interview.flac",
              at -> new OwnFiles(at).write("interview.flac", SpeechArchive.flac())),
          entry(
              "transcripts.txt",
              at -> new OwnFiles(at).write("transcripts.txt", StandInSpeech.SAID)),
          entry("an4-train.txt", at -> new OwnFiles(at).write("an4-train.txt", StandInSpeech.SAID)),
          entry("test.txt", at -> new OwnFiles(at).write("test.txt", "GO HOME\n")),
          entry("scores.safetensors", at -> StandInSpeech.scores(at.resolve("scores.safetensors"))),
          entry("model/vocab.json", at -> StandInSpeech.letters(at.resolve("model/vocab.json"))),
          entry("books", at -> new OwnFiles(at).texts()),
          entry("book.txt", at -> new OwnFiles(at).book("book.txt", 1)),
          entry("glue", at -> TinyGlue.write(at.resolve("glue"))),
          entry(
              "data2vec-vision-base",
              at -> StandInModels.huggingFace(at.resolve("data2vec-vision-base"))),
          entry(
              "pixel-values.safetensors",
              at -> StandInModels.inputs(at.resolve("pixel-values.safetensors"))),
          entry("pixels.safetensors", at -> StandInModels.pixels(at.resolve("pixels.safetensors"))),
          entry("audio_base_ls.pt", at -> StandInModels.speech(at.resolve("audio_base_ls.pt"))),
          entry("base_imagenet.pt", at -> Reference2Image.write(at.resolve("base_imagenet.pt"))));

  /** Makes what the words of a command name, where it is not there. */
  void lay(List<String> words) throws IOException {
    for (String word : words) {
      Path named = Path.of(word.substring(word.lastIndexOf('=') + 1));
      while (named != null && !MADE.containsKey(named.toString())) {
        named = named.getParent();
      }
      if (named != null && Files.notExists(folder.resolve(named))) {
        Optional.ofNullable(MADE.get(named.toString())).orElseThrow().make(folder);
      }
    }
  }
}
