package io.d2v.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceTest {
  private static final int BEGIN = 0;
  private static final int END = 2;

  @Test
  void aPairIsTwoTextsWithTwoEndsBetween() throws IOException {
    BytePairs tokenizer = Tokenizers.named("english");
    int[] first = tokenizer.encode("a dog");
    int[] second = tokenizer.encode("an animal barks");

    assertThat(new Sentence(tokenizer, 64).pair(first, second))
        .containsExactly(
            IntStream.of(
                    concatenated(
                        new int[] {BEGIN}, first, new int[] {END, END}, second, new int[] {END}))
                .toArray());
    assertThat(new Sentence(tokenizer, 4).single(second))
        .containsExactly(BEGIN, second[0], second[1], END);
  }

  @Test
  void pairsAreCutAsHuggingFaceCutsThem(@TempDir Path folder) throws IOException {
    TokenizerWriter.write(Tokenizers.vocabulary("english"), folder);
    BytePairs tokenizer = Tokenizers.named("english");
    String text = "one two three four five six seven eight nine ten eleven twelve thirteen";
    for (int room : new int[] {5, 6, 9, 20, 40}) {
      try (HuggingFaceTokenizer theirs =
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(folder.resolve("tokenizer.json"))
              .optAddSpecialTokens(false)
              .optTruncation(true)
              .optMaxLength(room)
              .build()) {
        for (int words = 1; words < 13; words++) {
          for (Map.Entry<String, String> pair :
              List.of(Map.entry(text, start(text, words)), Map.entry(start(text, words), text))) {
            int[] ours =
                new Sentence(tokenizer, room + 4)
                    .pair(tokenizer.encode(pair.getKey()), tokenizer.encode(pair.getValue()));
            long[] texts = theirs.encode(pair.getKey(), pair.getValue()).getIds();
            assertThat(IntStream.of(ours).filter(id -> id != BEGIN && id != END).toArray())
                .as(room + ": " + pair)
                .isEqualTo(LongStream.of(texts).mapToInt(id -> (int) id).toArray());
          }
        }
      }
    }
  }

  @Test
  void labelsAndNumbersStay() throws IOException {
    Sample scored =
        new Sample(
            "a:1",
            new Sample.Pair("a dog", "a cat"),
            OptionalInt.empty(),
            OptionalDouble.of(3.5),
            Optional.empty());
    Sample labelled = new Sample("a:2", new Sample.Text("a dog"), OptionalInt.of(1));
    try (Dataset samples =
        new Sentence(Tokenizers.named("english"), 64)
            .samples(new GivenSamples(List.of(scored, labelled), List.of("no", "yes")))) {
      assertThat(samples.size()).isEqualTo(2);
      assertThat(samples.classes()).containsExactly("no", "yes");
      assertThat(samples.read(0).number()).hasValue(3.5);
      assertThat(samples.read(0).id()).isEqualTo("a:1");
      assertThat(samples.read(1).label()).hasValue(1);
      assertThat(samples.length(1)).hasValue(4);
      assertThat(samples.read(1).content()).isInstanceOf(Sample.Ids.class);
    }
  }

  private record GivenSamples(List<Sample> samples, List<String> classes) implements Dataset {
    @Override
    public long size() {
      return samples.size();
    }

    @Override
    public Sample read(long index) {
      return samples.get((int) index);
    }

    @Override
    public void close() {}
  }

  private static String start(String text, int words) {
    return String.join(" ", List.of(text.split(" ")).subList(0, words));
  }

  private static int[] concatenated(int[]... parts) {
    return java.util.Arrays.stream(parts).flatMapToInt(IntStream::of).toArray();
  }
}
