package io.d2v.testkit;

import static io.d2v.testkit.Operand.between;
import static io.d2v.testkit.Operand.real;

import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import java.util.List;
import java.util.Optional;

/** A transformer block of odd sizes: what backends are made for, in one graph. */
final class TransformerCase {
  private static final int BATCH = 3;
  private static final int TOKENS = 17;
  private static final int HEADS = 4;
  private static final int SIZE = 8;
  private static final int WIDTH = HEADS * SIZE;
  private static final int HIDDEN = 4 * WIDTH;

  static final GraphCase BLOCK =
      new GraphCase(
          "a transformer block",
          Op.Call.class,
          List.of(
              real(BATCH, TOKENS, WIDTH),
              real(WIDTH),
              real(WIDTH),
              between(-0.2, 0.2, 3 * WIDTH, WIDTH),
              real(3 * WIDTH),
              between(-0.2, 0.2, HIDDEN, WIDTH),
              real(HIDDEN),
              between(-0.1, 0.1, WIDTH, HIDDEN),
              real(HEADS, TOKENS, TOKENS)),
          TransformerCase::block);

  private TransformerCase() {}

  private static Tensor block(List<Tensor> in) {
    Tensor x = in.get(0);
    Tensor normal = Nn.layerNorm(x, in.get(1), in.get(2), 1e-6); // [batch, tokens, width]
    Tensor parts =
        Nn.linear(normal, in.get(3), in.get(4))
            .reshape(BATCH, TOKENS, 3, HEADS, SIZE)
            .transpose(2, 0, 3, 1, 4); // [3, batch, heads, tokens, size]
    Tensor mixed =
        Nn.attention(part(parts, 0), part(parts, 1), part(parts, 2), Optional.of(in.get(8)), 0.35)
            .transpose(0, 2, 1, 3)
            .reshape(BATCH, TOKENS, WIDTH); // [batch, tokens, width]
    Tensor hidden = Nn.gelu(Nn.linear(x.plus(mixed), in.get(5), in.get(6))); // [.., hidden]
    return Nn.standardize(Nn.project(hidden, in.get(7)), 1e-6, 1); // [batch, tokens, width]
  }

  private static Tensor part(Tensor parts, int number) {
    return parts.range(0, number, 1).reshape(BATCH, HEADS, TOKENS, SIZE);
  }
}
