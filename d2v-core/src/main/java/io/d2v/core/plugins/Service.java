package io.d2v.core.plugins;

import java.util.function.Function;

/**
 * A type that plugins provide.
 *
 * @param name asks a provider for it; what else each has to answer is asked here too
 */
record Service<T>(Plugin.Kind kind, Class<T> type, Function<T, String> name) {}
