package io.d2v.api.graph;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;

/**
 * Where a part of a model declares its parameters. The dotted path of a parameter is also its name
 * in a checkpoint.
 *
 * <p>A scope also says whether this copy of the model is training: then {@link #dropout} drops,
 * from random numbers keyed by the step and by the place.
 */
public final class Scope {
  /** What a declared parameter becomes; lets one model's code share another's parameters. */
  @FunctionalInterface
  public interface Declaration {
    /**
     * The tensor that stands for the parameter of this path, beginning and shape.
     *
     * @param path its dotted path
     * @param init how it begins
     * @param shape its sizes
     * @return the parameter's tensor, of these sizes
     */
    Tensor parameter(String path, Init init, Shape shape);
  }

  private final String path;
  private final Declaration declaration;
  private final Optional<Tensor> key;
  private final BiConsumer<String, Tensor> watcher;

  private Scope(
      String path,
      Declaration declaration,
      Optional<Tensor> key,
      BiConsumer<String, Tensor> watcher) {
    this.path = path;
    this.declaration = declaration;
    this.key = key;
    this.watcher = watcher;
  }

  /**
   * {@return the scope at a root, evaluating, each parameter a {@link Op.Parameter}}
   *
   * @param root the first word of every path
   */
  public static Scope of(String root) {
    return new Scope(root, Tensor::parameter, Optional.empty(), (name, tensor) -> {});
  }

  /**
   * {@return this scope with another meaning of what is declared in it}
   *
   * @param other what is made of each declaration
   */
  public Scope declaring(Declaration other) {
    return new Scope(path, other, key, watcher);
  }

  /**
   * {@return this scope, training: dropout draws from this key, INT32 [2], fed anew at each step}
   *
   * @param stepKey INT32 [2]
   */
  public Scope training(Tensor stepKey) {
    return new Scope(path, declaration, Optional.of(stepKey), watcher);
  }

  /**
   * {@return this scope, telling what its parts show with {@link #show}, by the name they give it}
   *
   * @param other told each name and tensor
   */
  public Scope watched(BiConsumer<String, Tensor> other) {
    return new Scope(path, declaration, key, other);
  }

  /**
   * Shows what a part has computed to whoever watches: to find where a difference begins.
   *
   * @param name what to call it
   * @param tensor what it has computed
   */
  public void show(String name, Tensor tensor) {
    watcher.accept(name, tensor);
  }

  /**
   * {@return the part of this name within this one}
   *
   * @param name one word of the path
   */
  public Scope child(String name) {
    return new Scope(path(name), declaration, key, watcher);
  }

  /** {@return the dotted path from the root, which is its first word} */
  public String path() {
    return path;
  }

  /** {@return whether dropout drops here} */
  public boolean isTraining() {
    return key.isPresent();
  }

  /**
   * Declares a parameter. Twice the same name is twice the same parameter.
   *
   * @param name the last word of its path
   * @param init how it begins
   * @param sizes the size of each axis
   * @return the parameter's tensor, of these sizes
   */
  public Tensor parameter(String name, Init init, int... sizes) {
    return declaration.parameter(path(name), init, Shape.of(sizes));
  }

  /**
   * {@code x Wᵀ + b}: weight {@code [width, in]} with Xavier initialisation, bias zeros.
   *
   * @param name below which weight and bias lie
   * @param x {@code [..., in]}
   * @param width the size of the result's last axis
   * @return {@code [..., width]}
   */
  public Tensor linear(String name, Tensor x, int width) {
    return linear(name, x, width, new Init.Xavier(1));
  }

  /**
   * {@return {@link #linear(String, Tensor, int)} with its weight begun otherwise}
   *
   * @param name below which weight and bias lie
   * @param x {@code [..., in]}
   * @param width the size of the result's last axis
   * @param weight how the weight begins
   */
  public Tensor linear(String name, Tensor x, int width, Init weight) {
    Scope here = child(name);
    return Nn.linear(
        x,
        here.parameter("weight", weight, width, x.shape().last()),
        here.parameter("bias", Init.zeros(), width));
  }

  /**
   * {@return layer normalisation over the last axis with weight (ones at first) and bias (zeros)}
   *
   * @param name below which weight and bias lie
   * @param x {@code [..., width]}
   * @param epsilon added to the variance before its root is taken
   */
  public Tensor layerNorm(String name, Tensor x, double epsilon) {
    Scope here = child(name);
    int width = x.shape().last();
    return Nn.layerNorm(
        x,
        here.parameter("weight", Init.ones(), width),
        here.parameter("bias", Init.zeros(), width),
        epsilon);
  }

  /**
   * {@return inverted dropout (Srivastava et al. 2014): each entry zero with the given probability,
   * the rest divided by what is left of it} The tensor itself where this scope is not training.
   *
   * @param name tells its random numbers from others of this scope
   * @param x of any shape
   * @param probability of an entry to be zero, from 0 and below 1
   */
  public Tensor dropout(String name, Tensor x, double probability) {
    return drop(name, x, probability, x.shape());
  }

  /**
   * {@return drop path, or stochastic depth (Huang et al. 2016): whole samples, the first axis,
   * zero with the given probability}
   *
   * @param name tells its random numbers from others of this scope
   * @param x {@code [batch, ...]}
   * @param probability of a sample to be zero, from 0 and below 1
   */
  public Tensor dropPath(String name, Tensor x, double probability) {
    int[] sizes = new int[x.shape().rank()];
    java.util.Arrays.fill(sizes, 1);
    sizes[0] = x.shape().size(0);
    return drop(name, x, probability, Shape.of(sizes));
  }

  /**
   * {@return one random decision for the whole step: {@code yes} with the given probability,
   * otherwise {@code no}} {@code yes} where this scope is not training.
   *
   * @param name tells its random number from others of this scope
   * @param probability of {@code yes}, from 0 to 1
   * @param yes of any shape
   * @param no of the same shape
   */
  public Tensor sometimes(String name, double probability, Tensor yes, Tensor no) {
    if (key.isEmpty() || probability >= 1) {
      return yes;
    }
    return uniform(name).less(Tensor.constant(probability)).choose(yes, no);
  }

  private Tensor drop(String name, Tensor x, double probability, Shape decided) {
    if (!(probability >= 0 && probability < 1)) {
      throw new ShapeError("dropout " + path(name) + ": probability " + probability);
    }
    if (key.isEmpty() || probability == 0) {
      return x;
    }
    Tensor dropped = uniform(name, decided.sizes()).less(Tensor.constant(probability));
    Tensor scale = dropped.choose(Tensor.constant(0), Tensor.constant(1 / (1 - probability)));
    return x.times(scale);
  }

  /**
   * {@return uniform numbers in [0, 1), drawn anew at each step: for what a part does in training
   * alone}
   *
   * @param name tells them from others that are drawn in this scope
   * @param sizes the size of each axis
   * @throws IllegalStateException where this scope is not training
   */
  public Tensor uniform(String name, int... sizes) {
    Tensor stepKey =
        key.orElseThrow(
            () -> new IllegalStateException(path(name) + ": only training draws numbers"));
    CRC32 site = new CRC32();
    site.update(path(name).getBytes(StandardCharsets.UTF_8));
    return Tensor.uniform(stepKey, site.getValue(), sizes);
  }

  /**
   * {@return numbers of mean 0 and deviation 1, normally distributed and drawn anew at each step,
   * as {@link #uniform} (Box and Muller 1958)}
   *
   * @param name tells them from others that are drawn in this scope
   * @param sizes the size of each axis
   * @throws IllegalStateException where this scope is not training
   */
  public Tensor normal(String name, int... sizes) {
    return Nn.normal(uniform(name + ".radius", sizes), uniform(name + ".angle", sizes));
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
