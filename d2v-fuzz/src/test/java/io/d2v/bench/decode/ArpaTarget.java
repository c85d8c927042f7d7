package io.d2v.bench.decode;

import io.d2v.fuzz.Inputs;
import io.d2v.fuzz.Scratch;
import io.d2v.fuzz.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@link ArpaFile}, plain or compressed; what was read scores a sentence. */
public final class ArpaTarget implements Target {
  @Override
  public List<byte[]> seeds() throws IOException {
    byte[] plain =
        """
        \\data\\
        ngram 1=5
        ngram 2=3
        ngram 3=1

        \\1-grams:
        -2.0\t<unk>
        -99\t<s>\t-0.3
        -1.0\t</s>
        -0.5\tA\t-0.2
        -0.7\tB\t-0.1

        \\2-grams:
        -0.1\t<s> A\t-0.4
        -0.2\tA B\t-0.5
        -0.3\tB </s>

        \\3-grams:
        -0.05\t<s> A B

        \\end\\
        """
            .getBytes(StandardCharsets.UTF_8);
    return List.of(plain, Inputs.gzipped(plain));
  }

  @Override
  public void read(byte[] input) throws IOException {
    NgramModel model = ArpaFile.read(Scratch.file("input.arpa", input));
    double score = model.score(List.of("A", "B", "C"));
    if (Double.isNaN(score)) {
      throw new IllegalStateException("a score that is no number");
    }
  }
}
