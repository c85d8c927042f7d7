package io.d2v.api;

/**
 * Makes one part from its section of the recipe. Looked up by name, found by {@link
 * java.util.ServiceLoader}; so it has a public constructor without arguments, and does nothing in
 * it.
 *
 * @param <T> what it makes
 */
public interface Factory<T> {
  /** {@return the name by which a recipe asks for it: lower case, words joined by hyphens} */
  String name();

  /**
   * Makes the part.
   *
   * @param settings its section of the recipe
   * @return the part
   * @throws UserError if the settings are not what the part can take
   */
  T create(Settings settings);
}
