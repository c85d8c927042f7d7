package io.d2v.testkit;

import static io.d2v.testkit.Operand.index;
import static io.d2v.testkit.Operand.real;

import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import java.util.List;

/** Cases of what moves entries: within a tensor, and between tables and rows. */
final class MovementCases extends CaseList {
  MovementCases() {
    movement();
    order();
    workers();
    tables();
  }

  private void movement() {
    add(Op.Reshape.class, "merged", in -> in.get(0).reshape(6, -1), real(2, 3, 4));
    add(Op.Reshape.class, "to a scalar", in -> in.get(0).reshape(), real(1, 1));
    add(Op.Transpose.class, "a matrix", in -> in.get(0).transpose(1, 0), real(2, 3));
    add(Op.Transpose.class, "a cycle", in -> in.get(0).transpose(1, 2, 0), real(2, 3, 4));
    add(Op.Transpose.class, "heads", in -> in.get(0).transpose(0, 2, 1, 3), real(2, 3, 2, 4));
    add(Op.Broadcast.class, "of a scalar", in -> in.get(0).broadcast(2, 3), real());
    add(Op.Broadcast.class, "between", in -> in.get(0).broadcast(2, 4, 3), real(4, 1));
    add(
        Op.Slice.class,
        "a block",
        in -> in.get(0).slice(new int[] {1, 0, 2}, new int[] {1, 2, 2}),
        real(2, 3, 4));
    add(Op.Slice.class, "a range", in -> in.get(0).range(-1, 1, 2), real(3, 4));
    add(
        Op.Pad.class,
        "uneven",
        in -> in.get(0).pad(new int[] {0, 2}, new int[] {1, 0}),
        real(2, 3));
    add(
        Op.Concatenate.class,
        "along the last axis",
        in -> Tensor.concatenate(-1, in),
        real(2, 1),
        real(2, 3),
        real(2, 2));
    add(
        Op.Concatenate.class,
        "one tensor twice",
        in -> Tensor.concatenate(0, List.of(in.get(0), in.get(1), in.get(0))),
        real(1, 3),
        real(2, 3));
  }

  private void order() {
    add(Op.After.class, "another", in -> in.get(0).after(in.get(1)), real(2, 3), real(4));
    add(
        Op.After.class,
        "what is made of it",
        in -> in.get(0).square().after(in.get(0).exp()),
        real(2, 3));
    add(
        Op.After.class,
        "one result of several",
        in -> in.get(0).after(Nn.layerNorm(in.get(1), in.get(2), in.get(2), 1e-5)),
        real(2),
        real(3, 4),
        real(4));
  }

  private void workers() {
    add(Op.AllReduce.class, "of one", in -> in.get(0).allReduce("sum", false), real(2, 3));
  }

  private void tables() {
    add(Op.Gather.class, "rows", in -> in.get(0).gather(in.get(1)), real(4, 3), index(4, 2, 5));
    add(Op.Gather.class, "numbers", in -> in.get(0).gather(in.get(1)), real(3), index(3, 7));
    add(
        Op.ScatterSum.class,
        "rows",
        in -> in.get(0).scatterSum(in.get(1), 4),
        real(2, 3, 2),
        index(4, 2, 3));
    add(
        Op.ScatterSum.class,
        "blocks",
        in -> in.get(0).scatterSum(in.get(1), 2),
        real(3, 2, 2),
        index(2, 3));
  }
}
