package io.d2v.api.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A named sub-graph of primitives. A backend that knows the name may run it fused; any other runs
 * the body. Fusing is a choice of speed alone: both give the same values.
 *
 * <p>Made by {@link #define}, used by {@link #call}.
 */
public final class Composite {
  /** The gradient of a composite of one result, towards each of its inputs. */
  @FunctionalInterface
  public interface Gradient {
    /**
     * Writes the gradient.
     *
     * @param inputs the arguments of the call
     * @param output the result of the call
     * @param upstream the gradient of the loss towards the result, of its shape
     * @return one tensor an input, each of its input's shape
     */
    List<Tensor> of(List<Tensor> inputs, Tensor output, Tensor upstream);
  }

  private final String name;
  private final List<Tensor> formals;
  private final List<TensorType> types;
  private final Body body;
  private final boolean known;
  private final boolean recomputed;
  private final Optional<Gradient> gradient;

  private Composite(
      String name,
      List<Tensor> formals,
      List<TensorType> types,
      Body body,
      boolean known,
      boolean recomputed,
      Optional<Gradient> gradient) {
    this.name = name;
    this.formals = List.copyOf(formals);
    this.types = List.copyOf(types);
    this.body = body;
    this.known = known;
    this.recomputed = recomputed;
    this.gradient = gradient;
  }

  /** The results, written when they are first asked for. */
  private static final class Body {
    private final Supplier<List<Tensor>> writing;
    private @Nullable List<Tensor> written;

    Body(Supplier<List<Tensor>> writing) {
      this.writing = writing;
    }

    synchronized List<Tensor> results() {
      if (written == null) {
        written = List.copyOf(writing.get());
      }
      return written;
    }
  }

  /**
   * {@return a composite whose gradient is that of its body}
   *
   * @param name what it is called, in snake_case
   * @param arguments tensors of the types that it will be called with
   * @param body writes the results from the formal inputs, and from nothing else
   */
  public static Composite define(
      String name, List<Tensor> arguments, Function<List<Tensor>, List<Tensor>> body) {
    List<Tensor> formals = formals(name, arguments);
    List<Tensor> results = written(name, formals, body);
    return new Composite(
        name,
        formals,
        results.stream().map(Tensor::type).toList(),
        new Body(() -> results),
        false,
        false,
        Optional.empty());
  }

  /**
   * A composite of {@link Nn} with a body so long that it is written only for a backend that needs
   * it. Its name and types say all of what it computes.
   */
  static Composite known(
      String name, List<Tensor> arguments, TensorType result, Function<List<Tensor>, Tensor> body) {
    List<Tensor> formals = formals(name, arguments);
    Body later = new Body(() -> written(name, formals, in -> List.of(body.apply(in))));
    return new Composite(name, formals, List.of(result), later, true, false, Optional.empty());
  }

  private static List<Tensor> formals(String name, List<Tensor> arguments) {
    List<Tensor> formals = new ArrayList<>();
    for (Tensor argument : arguments) {
      formals.add(Tensor.input(name + "." + formals.size(), argument.type()));
    }
    return List.copyOf(formals);
  }

  private static List<Tensor> written(
      String name, List<Tensor> formals, Function<List<Tensor>, List<Tensor>> body) {
    List<Tensor> results = body.apply(formals);
    Set<Tensor> given = new HashSet<>(formals);
    for (Tensor node : Traversal.inputsFirst(results)) {
      boolean outside = node.op() instanceof Op.Input && !given.contains(node);
      if (outside || node.op() instanceof Op.Parameter) {
        throw new ShapeError(
            "composite " + name + " reaches " + node.op() + ", which is none of its inputs");
      }
    }
    return results;
  }

  /**
   * {@return this composite with a gradient of its own} It must have one result, and real inputs
   * only.
   *
   * @param own writes the gradient of the arguments from that of the result
   * @throws ShapeError if it has not
   */
  public Composite withGradient(Gradient own) {
    if (types.size() != 1
        || formals.stream().anyMatch(formal -> formal.type().dtype() != DType.FLOAT32)) {
      throw new ShapeError(
          "composite " + name + ": a gradient of its own needs one result and real inputs");
    }
    return new Composite(name, formals, types, body, known, false, Optional.of(own));
  }

  /**
   * {@return this composite with a gradient that computes the body again from the arguments, once
   * the gradient of the results is there; so nothing within the body is kept until then (Chen et
   * al. 2016, arXiv 1604.06174)}
   */
  public Composite recomputed() {
    return new Composite(name, formals, types, body, known, true, Optional.empty());
  }

  /**
   * Calls it.
   *
   * @param arguments tensors of the formal inputs' types
   * @return one tensor a result
   * @throws ShapeError if the types are others
   */
  public List<Tensor> call(List<Tensor> arguments) {
    List<TensorType> expected = formals.stream().map(Tensor::type).toList();
    List<TensorType> given = arguments.stream().map(Tensor::type).toList();
    if (!expected.equals(given)) {
      throw new ShapeError(name + ": takes " + expected + ", was given " + given);
    }
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      tensors.add(new Tensor(new Op.Call(this, i), types.get(i), arguments));
    }
    return tensors;
  }

  /** {@return what it is called} */
  public String name() {
    return name;
  }

  /** {@return its formal inputs, each an {@link Op.Input}} */
  public List<Tensor> formals() {
    return formals;
  }

  /** {@return its results, written from the formal inputs} */
  public List<Tensor> results() {
    return body.results();
  }

  /**
   * {@return whether its name and types alone say what it computes, as those of {@link Nn#ctcLoss}
   * do; a plugin's composite may have any name}
   */
  public boolean known() {
    return known;
  }

  /** {@return whether its gradient computes the body again; see {@link #recomputed}} */
  public boolean isRecomputed() {
    return recomputed;
  }

  /** {@return its own gradient; without one, that of the body} */
  public Optional<Gradient> gradient() {
    return gradient;
  }

  @Override
  public String toString() {
    return name;
  }
}
