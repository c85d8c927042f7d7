package io.d2v.core.plugins;

/** A provider and its description. */
record Found<T>(Plugin plugin, T provider) {}
