package io.d2v.core.model;

import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Recomputation;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Attention of some queries after the others, so that memory grows with the tokens and not with
 * their square. Exact, since each query has a softmax of its own; weights are computed again for
 * the gradient.
 *
 * <p>Keys and values pass from rows to rows. So on the way forward rows wait for those before, and
 * on the way back, where the gradient of keys and values comes from the rows after, for those.
 *
 * @param rows how many queries attend at a time
 * @param scale of the scores
 * @param dropout probability on attention weights
 */
record AttentionInRows(int rows, double scale, double dropout) {
  /**
   * Attends.
   *
   * @param q {@code [batch, heads, tokens, size]}
   * @param k {@code [batch, heads, tokens, size]}
   * @param v {@code [batch, heads, tokens, size]}
   * @param bias broadcast to {@code [batch, heads, tokens, tokens]}
   * @return {@code [batch, heads, tokens, size]}
   */
  Tensor apply(Scope scope, Tensor q, Tensor k, Tensor v, Optional<Tensor> bias) {
    int tokens = q.shape().size(2);
    Tensor keys = k;
    Tensor values = v;
    List<Tensor> heard = new ArrayList<>();
    for (int begin = 0; begin < tokens; begin += rows) {
      int first = begin;
      int count = Math.min(rows, tokens - begin);
      List<Tensor> inputs = new ArrayList<>(List.of(q.range(2, begin, count), keys, values));
      bias.map(b -> b.shape().size(-2) == 1 ? b : b.range(-2, first, count))
          .ifPresent(inputs::add); // [.., R or 1, T]
      List<Tensor> results =
          Recomputation.of("attention_rows", inputs, in -> attend(scope, first, in));
      heard.add(results.get(0)); // [B, H, R, D/H]
      keys = results.get(1);
      values = results.get(2);
    }
    return Tensor.concatenate(2, heard); // [B, H, T, D/H]
  }

  private List<Tensor> attend(Scope scope, int first, List<Tensor> in) {
    Optional<Tensor> bias = in.stream().skip(3).findFirst();
    boolean all = in.get(0).shape().size(2) == in.get(1).shape().size(2);
    String site = all ? "weights" : "weights." + first; // all at once draw as without rows
    Tensor weights = Nn.attentionWeights(in.get(0), in.get(1), bias, scale); // [B, H, R, T]
    Tensor kept = scope.dropout(site, weights, dropout);
    Tensor heard = kept.matmul(in.get(2)); // [B, H, R, D/H]
    return List.of(heard, in.get(1).after(heard), in.get(2).after(heard));
  }
}
