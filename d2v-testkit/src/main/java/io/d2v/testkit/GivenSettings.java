package io.d2v.testkit;

import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;

/** A section of a recipe that is already bound: gives the record of the type that is asked for. */
public final class GivenSettings implements Settings {
  private final List<Record> records;

  private GivenSettings(List<Record> records) {
    this.records = records;
  }

  /** These records, of different types. */
  public static Settings of(Record... records) {
    return new GivenSettings(Arrays.asList(records.clone()));
  }

  @Override
  public <R extends Record> R as(Class<R> type, MethodHandles.Lookup plugin) {
    return records.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no settings of " + type + " given: " + records));
  }
}
