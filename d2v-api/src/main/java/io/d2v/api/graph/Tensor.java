package io.d2v.api.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A node of a graph: an operation, its inputs, its type, and the line of user code that made it.
 * Nothing is computed here; a backend computes a {@link io.d2v.api.backend.Program} of tensors.
 *
 * <p>Immutable. Two tensors are equal when they are the same node. Every method that makes a node
 * throws {@link ShapeError}, naming the calling line, when the operation cannot take its inputs.
 * Axes may be counted from the last as -1. Binary methods broadcast by NumPy's rule.
 */
public final class Tensor {
  private final Op op;
  private final List<Tensor> inputs;
  private final TensorType type;
  private final StackWalker.StackFrame madeBy;

  private Tensor(Op op, TensorType type, List<Tensor> inputs, StackWalker.StackFrame madeBy) {
    this.op = op;
    this.type = type;
    this.inputs = List.copyOf(inputs);
    this.madeBy = madeBy;
  }

  Tensor(Op op, TensorType type, List<Tensor> inputs) {
    this(op, type, inputs, Caller.outsideGraph());
  }

  private Tensor(Op op, TensorType type, Tensor... inputs) {
    this(op, type, List.of(inputs));
  }

  /** {@return what computes it} */
  public Op op() {
    return op;
  }

  /** {@return what it is computed from} */
  public List<Tensor> inputs() {
    return inputs;
  }

  /** {@return its entries' type and its shape} */
  public TensorType type() {
    return type;
  }

  /** {@return its shape} */
  public Shape shape() {
    return type.shape();
  }

  /** {@return the line of user code that made it} */
  public StackWalker.StackFrame madeBy() {
    return madeBy;
  }

  // Leaves

  /**
   * {@return a value that is fed at each run under this name}
   *
   * @param name the name under which it is fed
   * @param type type and shape of what is fed
   */
  public static Tensor input(String name, TensorType type) {
    return new Tensor(new Op.Input(name), type);
  }

  /**
   * {@return a real parameter; usually declared through a {@link Scope}}
   *
   * @param path its dotted path, which names it in checkpoints
   * @param init how it begins
   * @param shape its sizes
   */
  public static Tensor parameter(String path, Init init, Shape shape) {
    return new Tensor(new Op.Parameter(path, init), new TensorType(DType.FLOAT32, shape));
  }

  /**
   * {@return a value known now}
   *
   * @param value what it is
   */
  public static Tensor constant(Array value) {
    return new Tensor(new Op.Constant(value), value.type());
  }

  /**
   * {@return a real number, of rank 0}
   *
   * @param value what it is
   */
  public static Tensor constant(double value) {
    return constant(Array.scalar((float) value));
  }

  /**
   * {@return a tensor of one number}
   *
   * @param value each entry
   * @param shape its sizes
   */
  public static Tensor filled(double value, Shape shape) {
    return constant(value).broadcast(shape.sizes());
  }

  /**
   * {@return uniform numbers in [0, 1); see {@link Op.Uniform}}
   *
   * @param key INT32 [2]
   * @param site what tells this use from the others under the same key
   * @param sizes the size of each axis
   */
  public static Tensor uniform(Tensor key, long site, int... sizes) {
    if (!key.type.equals(TensorType.int32(2))) {
      throw new ShapeError("uniform: the key is int32[2], not " + key.type);
    }
    Shape shape = Shape.of(sizes);
    return new Tensor(new Op.Uniform(shape, site), new TensorType(DType.FLOAT32, shape), key);
  }

  // Arithmetic

  /**
   * {@return {@code this + other}}
   *
   * @param other broadcast to this, or this to it
   */
  public Tensor plus(Tensor other) {
    return arithmetic(new Op.Add(), other);
  }

  /**
   * {@return {@code this + number}}
   *
   * @param number added to each entry
   */
  public Tensor plus(double number) {
    return plus(constant(number));
  }

  /**
   * {@return {@code this - other}}
   *
   * @param other broadcast to this, or this to it
   */
  public Tensor minus(Tensor other) {
    return arithmetic(new Op.Subtract(), other);
  }

  /**
   * {@return {@code this * other}}
   *
   * @param other broadcast to this, or this to it
   */
  public Tensor times(Tensor other) {
    return arithmetic(new Op.Multiply(), other);
  }

  /**
   * {@return {@code this * number}}
   *
   * @param number by which each entry is multiplied
   */
  public Tensor times(double number) {
    return times(constant(number));
  }

  /**
   * {@return {@code this / other}}
   *
   * @param other broadcast to this, or this to it
   */
  public Tensor dividedBy(Tensor other) {
    return arithmetic(new Op.Divide(), other);
  }

  /**
   * {@return the larger of the two, entry by entry}
   *
   * @param other broadcast to this, or this to it
   */
  public Tensor maximum(Tensor other) {
    return arithmetic(new Op.Maximum(), other);
  }

  /** {@return {@code -this}} */
  public Tensor negate() {
    return elementwise(new Op.Negate());
  }

  /** {@return {@code e^this}} */
  public Tensor exp() {
    return elementwise(new Op.Exp());
  }

  /** {@return the natural logarithm} */
  public Tensor log() {
    return elementwise(new Op.Log());
  }

  /** {@return the square root} */
  public Tensor sqrt() {
    return elementwise(new Op.Sqrt());
  }

  /** {@return {@code this * this}} */
  public Tensor square() {
    return times(this);
  }

  /** {@return the hyperbolic tangent} */
  public Tensor tanh() {
    return elementwise(new Op.Tanh());
  }

  /** {@return the Gauss error function} */
  public Tensor erf() {
    return elementwise(new Op.Erf());
  }

  /** {@return the absolute value} */
  public Tensor absolute() {
    return elementwise(new Op.Absolute());
  }

  // Choice

  /**
   * {@return {@code this < other}, as BOOL}
   *
   * @param other broadcast to this, or this to it
   */
  public Tensor less(Tensor other) {
    return comparison(new Op.Less(), other);
  }

  /**
   * {@return {@code this == other}, as BOOL}
   *
   * @param other broadcast to this, or this to it
   */
  public Tensor equalTo(Tensor other) {
    return comparison(new Op.Equal(), other);
  }

  /**
   * {@return {@code yes} where this BOOL tensor is true, {@code no} where it is false}
   *
   * @param yes broadcast to this
   * @param no broadcast to this
   */
  public Tensor choose(Tensor yes, Tensor no) {
    if (type.dtype() != DType.BOOL || yes.type.dtype() != no.type.dtype()) {
      throw new ShapeError("choose: " + type + " ? " + yes.type + " : " + no.type);
    }
    Shape shape = broadcastShape("choose", broadcastShape("choose", shape(), yes), no);
    return new Tensor(new Op.Select(), yes.type.with(shape), this, yes, no);
  }

  /**
   * {@return another type of entry; the same tensor where it has that type already}
   *
   * @param to the type of the result
   */
  public Tensor cast(DType to) {
    return type.dtype() == to
        ? this
        : new Tensor(new Op.Cast(to), new TensorType(to, shape()), this);
  }

  // Reduction

  /**
   * {@return the sum over axes, which stay as size 1}
   *
   * @param axes numbers of the axes; a negative one counts from the last, which is -1
   */
  public Tensor sum(int... axes) {
    requireReal("sum");
    List<Integer> counted = reducedAxes("sum", axes);
    return new Tensor(new Op.Sum(counted), type.with(reduced(counted)), this);
  }

  /**
   * {@return the mean over axes, which stay as size 1}
   *
   * @param axes numbers of the axes; a negative one counts from the last, which is -1
   */
  public Tensor mean(int... axes) {
    Tensor sum = sum(axes);
    return sum.times((double) sum.shape().elements() / shape().elements());
  }

  /**
   * {@return the largest over axes, which stay as size 1}
   *
   * @param axes numbers of the axes; a negative one counts from the last, which is -1
   */
  public Tensor max(int... axes) {
    requireReal("max");
    List<Integer> counted = reducedAxes("max", axes);
    return new Tensor(new Op.Max(counted), type.with(reduced(counted)), this);
  }

  /** {@return the sum of all entries, of rank 0} */
  public Tensor sumAll() {
    return sum(IntStream.range(0, shape().rank()).toArray()).reshape();
  }

  // Movement

  /**
   * {@return the same entries in another shape; one size may be -1, which is then what fits}
   *
   * @param sizes the size of each axis of the result, with the same product
   */
  public Tensor reshape(int... sizes) {
    int[] wanted = sizes.clone();
    int known = 1;
    int open = -1;
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] == -1 && open < 0) {
        open = i;
      } else {
        known *= wanted[i];
      }
    }
    if (open >= 0 && known > 0) {
      wanted[open] = shape().elements() / known;
    }
    if (Arrays.stream(wanted).anyMatch(size -> size < 1)
        || Shape.of(wanted).elements() != shape().elements()) {
      throw new ShapeError("reshape: " + shape() + " to " + Arrays.toString(sizes));
    }
    Shape to = Shape.of(wanted);
    return to.equals(shape()) ? this : new Tensor(new Op.Reshape(to), type.with(to), this);
  }

  /**
   * {@return axes in another order: axis i of the result is axis {@code order[i]} of this}
   *
   * @param order each of this tensor's axes once, from 0
   */
  public Tensor transpose(int... order) {
    int rank = shape().rank();
    if (!Arrays.equals(
        Arrays.stream(order).sorted().toArray(), IntStream.range(0, rank).toArray())) {
      throw new ShapeError("transpose: " + shape() + " by " + Arrays.toString(order));
    }
    int[] sizes = Arrays.stream(order).map(shape()::size).toArray();
    return new Tensor(new Op.Transpose(boxed(order)), type.with(Shape.of(sizes)), this);
  }

  /**
   * Repeated to a larger shape.
   *
   * @param sizes the size of each axis of the result; a size of this is equal or 1
   * @return a tensor of these sizes
   */
  public Tensor broadcast(int... sizes) {
    Shape to = Shape.of(sizes);
    if (!broadcastShape("broadcast", to, this).equals(to)) {
      throw new ShapeError("broadcast: " + shape() + " to " + to);
    }
    return to.equals(shape()) ? this : new Tensor(new Op.Broadcast(to), type.with(to), this);
  }

  /**
   * {@return the block of these sizes that begins at {@code begin}}
   *
   * @param begin the first place on each axis, from 0
   * @param sizes how many places on each axis
   */
  public Tensor slice(int[] begin, int[] sizes) {
    boolean fits = begin.length == shape().rank() && sizes.length == begin.length;
    for (int i = 0; fits && i < begin.length; i++) {
      fits = begin[i] >= 0 && sizes[i] >= 1 && begin[i] + sizes[i] <= shape().size(i);
    }
    if (!fits) {
      throw new ShapeError(
          "slice: "
              + Arrays.toString(sizes)
              + " from "
              + Arrays.toString(begin)
              + " of "
              + shape());
    }
    Shape to = Shape.of(sizes);
    return new Tensor(new Op.Slice(boxed(begin), to), type.with(to), this);
  }

  /**
   * {@return a range along one axis, all of the others}
   *
   * @param axis number of the axis; a negative one counts from the last, which is -1
   * @param begin the first place, from 0
   * @param size how many places
   */
  public Tensor range(int axis, int begin, int size) {
    int[] from = new int[shape().rank()];
    int[] sizes = shape().sizes();
    from[shape().axis(axis)] = begin;
    sizes[shape().axis(axis)] = size;
    return slice(from, sizes);
  }

  /**
   * {@return zeros put before and after each axis}
   *
   * @param before how many zeros before each axis
   * @param after how many zeros after each axis
   */
  public Tensor pad(int[] before, int[] after) {
    if (before.length != shape().rank()
        || after.length != before.length
        || IntStream.concat(Arrays.stream(before), Arrays.stream(after)).anyMatch(n -> n < 0)) {
      throw new ShapeError(
          "pad: " + shape() + " by " + Arrays.toString(before) + ", " + Arrays.toString(after));
    }
    requireReal("pad");
    int[] sizes = shape().sizes();
    Arrays.setAll(sizes, i -> sizes[i] + before[i] + after[i]);
    return new Tensor(new Op.Pad(boxed(before), boxed(after)), type.with(Shape.of(sizes)), this);
  }

  /**
   * {@return tensors one after the other along an axis; their other sizes are equal} One is itself.
   *
   * @param axis number of the axis; a negative one counts from the last, which is -1
   * @param parts at least one
   */
  public static Tensor concatenate(int axis, List<Tensor> parts) {
    Tensor first = parts.get(0);
    int along = first.shape().axis(axis);
    int size = 0;
    for (Tensor part : parts) {
      if (part.shape().rank() != first.shape().rank()
          || part.type.dtype() != first.type.dtype()
          || !part.shape().with(along, 1).equals(first.shape().with(along, 1))) {
        throw new ShapeError("concatenate: " + first.type + " and " + part.type);
      }
      size += part.shape().size(along);
    }
    return parts.size() == 1
        ? first
        : new Tensor(
            new Op.Concatenate(along), first.type.with(first.shape().with(along, size)), parts);
  }

  /**
   * {@return rows of this table {@code [rows, ...]} at INT32 indices: {@code [indices..., ...]}}
   *
   * @param indices INT32, each below the number of rows
   */
  public Tensor gather(Tensor indices) {
    if (indices.type.dtype() != DType.INT32 || shape().rank() < 1) {
      throw new ShapeError("gather: rows of " + type + " at " + indices.type);
    }
    requireReal("gather");
    int[] row = Arrays.copyOfRange(shape().sizes(), 1, shape().rank());
    return new Tensor(
        new Op.Gather(), type.with(joined(indices.shape().sizes(), row)), this, indices);
  }

  /**
   * {@return these values summed into the rows of a table of zeros; see {@link Op.ScatterSum}}
   *
   * @param indices the row of each value, INT32
   * @param rows how many rows the table has
   */
  public Tensor scatterSum(Tensor indices, int rows) {
    int[] sizes = shape().sizes();
    int prefix = indices.shape().rank();
    if (indices.type.dtype() != DType.INT32
        || prefix > sizes.length
        || !Shape.of(Arrays.copyOf(sizes, prefix)).equals(indices.shape())) {
      throw new ShapeError("scatterSum: " + type + " to rows " + indices.type);
    }
    requireReal("scatterSum");
    int[] row = Arrays.copyOfRange(sizes, prefix, sizes.length);
    return new Tensor(
        new Op.ScatterSum(rows), type.with(joined(new int[] {rows}, row)), this, indices);
  }

  // Linear algebra

  /**
   * {@return the matrix product over the last two axes; the axes before broadcast}
   *
   * @param other {@code [..., in, out]} for this {@code [..., rows, in]}
   */
  public Tensor matmul(Tensor other) {
    return matmul(other, false, false);
  }

  /**
   * {@return the matrix product with either side's last two axes taken in the other order}
   *
   * @param other {@code [..., in, out]} for this {@code [..., rows, in]}
   * @param transposeThis whether the last two axes of this change places first
   * @param transposeOther whether those of the other do
   */
  public Tensor matmul(Tensor other, boolean transposeThis, boolean transposeOther) {
    requireReal("matmul");
    other.requireReal("matmul");
    int rank = shape().rank();
    int otherRank = other.shape().rank();
    String attempt =
        "matmul: "
            + shape()
            + (transposeThis ? "ᵀ" : "")
            + " x "
            + other.shape()
            + (transposeOther ? "ᵀ" : "");
    if (rank < 2 || otherRank < 2) {
      throw new ShapeError(attempt);
    }
    int rows = shape().size(transposeThis ? -1 : -2);
    int inner = shape().size(transposeThis ? -2 : -1);
    int innerOther = other.shape().size(transposeOther ? -1 : -2);
    int columns = other.shape().size(transposeOther ? -2 : -1);
    if (inner != innerOther) {
      throw new ShapeError(attempt);
    }
    Shape batch = Shape.of(Arrays.copyOf(shape().sizes(), rank - 2));
    Shape otherBatch = Shape.of(Arrays.copyOf(other.shape().sizes(), otherRank - 2));
    int[] sizes;
    try {
      sizes = batch.broadcast(otherBatch).sizes();
    } catch (IllegalArgumentException e) {
      throw new ShapeError(attempt);
    }
    return new Tensor(
        new Op.MatMul(transposeThis, transposeOther),
        type.with(joined(sizes, new int[] {rows, columns})),
        this,
        other);
  }

  /**
   * {@return the convolution of {@code this [batch, spatial..., in]}; see {@link Op.Convolve}}
   *
   * @param kernel {@code [window..., in, out]}
   * @param window strides and padding
   */
  public Tensor convolve(Tensor kernel, Op.Window window) {
    requireReal("convolve");
    kernel.requireReal("convolve");
    int spatial = window.strides().size();
    String attempt = "convolve: " + shape() + " with kernel " + kernel.shape() + ", " + window;
    if (shape().rank() != spatial + 2
        || kernel.shape().rank() != spatial + 2
        || shape().last() != kernel.shape().size(-2) * window.groups()
        || kernel.shape().last() % window.groups() != 0) {
      throw new ShapeError(attempt);
    }
    int[] sizes = shape().sizes();
    for (int i = 0; i < spatial; i++) {
      int room =
          sizes[i + 1] + window.before().get(i) + window.after().get(i) - kernel.shape().size(i);
      if (room < 0) {
        throw new ShapeError(attempt);
      }
      sizes[i + 1] = room / window.strides().get(i) + 1;
    }
    sizes[spatial + 1] = kernel.shape().last();
    return new Tensor(new Op.Convolve(window), type.with(Shape.of(sizes)), this, kernel);
  }

  /**
   * {@return this gradient of a convolution's result, carried back to its input of the given shape}
   *
   * @param kernel {@code [window..., in, out]}
   * @param window strides and padding
   * @param input the shape of the convolution's input, {@code [batch, spatial..., in]}
   */
  public Tensor convolveInput(Tensor kernel, Op.Window window, Shape input) {
    Tensor forward = Tensor.filled(0, input).convolve(kernel, window);
    if (!forward.shape().equals(shape())) {
      throw new ShapeError("convolveInput: gives " + forward.shape() + ", not " + shape());
    }
    return new Tensor(new Op.ConvolveInput(window, input), type.with(input), this, kernel);
  }

  /**
   * {@return this gradient of a convolution's result, carried back to its kernel of the given
   * shape}
   *
   * @param x the convolution's input, {@code [batch, spatial..., in]}
   * @param window strides and padding
   * @param kernel the shape of its kernel, {@code [window..., in, out]}
   */
  public Tensor convolveKernel(Tensor x, Op.Window window, Shape kernel) {
    Tensor forward = x.convolve(Tensor.filled(0, kernel), window);
    if (!forward.shape().equals(shape())) {
      throw new ShapeError("convolveKernel: gives " + forward.shape() + ", not " + shape());
    }
    return new Tensor(new Op.ConvolveKernel(window, kernel), type.with(kernel), this, x);
  }

  // Order

  /**
   * {@return this, there only once the other is; see {@link Op.After}}
   *
   * @param other what is to be there first
   */
  public Tensor after(Tensor other) {
    return new Tensor(new Op.After(), type, this, other);
  }

  // Workers

  /**
   * {@return the sum of this over all workers; see {@link Op.AllReduce}}
   *
   * @param name by which the programs of all workers meet
   * @param narrow whether it travels as bfloat16, at half the bytes
   */
  public Tensor allReduce(String name, boolean narrow) {
    requireReal("allReduce");
    return new Tensor(new Op.AllReduce(name, narrow), type, this);
  }

  // Gradients

  /**
   * {@return this, with its gradient multiplied by a factor}
   *
   * @param factor what the gradient is multiplied by
   */
  public Tensor scaleGradient(double factor) {
    requireReal("scaleGradient");
    return new Tensor(new Op.ScaleGradient(factor), type, this);
  }

  /** {@return this, and no gradient passes back} */
  public Tensor withoutGradient() {
    return scaleGradient(0);
  }

  /** The same operation, made by the same line, on other inputs of the same types. */
  Tensor withInputs(List<Tensor> others) {
    return new Tensor(op, type, others, madeBy);
  }

  @Override
  public String toString() {
    return op + " " + type + " made at " + Caller.describe(madeBy);
  }

  private Tensor elementwise(Op what) {
    requireReal(name(what));
    return new Tensor(what, type, this);
  }

  private Tensor arithmetic(Op what, Tensor other) {
    requireReal(name(what));
    other.requireReal(name(what));
    return new Tensor(what, type.with(broadcastShape(name(what), shape(), other)), this, other);
  }

  private Tensor comparison(Op what, Tensor other) {
    if (type.dtype() == DType.BOOL || type.dtype() != other.type.dtype()) {
      throw new ShapeError(name(what) + ": " + type + " with " + other.type);
    }
    Shape shape = broadcastShape(name(what), shape(), other);
    return new Tensor(what, new TensorType(DType.BOOL, shape), this, other);
  }

  private static String name(Op op) {
    return op.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static Shape broadcastShape(String what, Shape shape, Tensor other) {
    try {
      return shape.broadcast(other.shape());
    } catch (IllegalArgumentException e) {
      throw new ShapeError(what + ": " + e.getMessage());
    }
  }

  private void requireReal(String what) {
    if (type.dtype() != DType.FLOAT32) {
      throw new ShapeError(what + ": takes float32, was given " + type);
    }
  }

  private List<Integer> reducedAxes(String what, int... axes) {
    List<Integer> counted = new ArrayList<>();
    for (int axis : axes) {
      if (axis < -shape().rank() || axis >= shape().rank()) {
        throw new ShapeError(what + ": no axis " + axis + " in " + shape());
      }
      counted.add(shape().axis(axis));
    }
    return counted.stream().distinct().sorted().toList();
  }

  private Shape reduced(List<Integer> axes) {
    int[] sizes = shape().sizes();
    axes.forEach(axis -> sizes[axis] = 1);
    return Shape.of(sizes);
  }

  private static Shape joined(int[] first, int[] second) {
    return Shape.of(IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray());
  }

  private static List<Integer> boxed(int... values) {
    return Arrays.stream(values).boxed().toList();
  }
}
