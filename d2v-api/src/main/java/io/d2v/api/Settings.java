package io.d2v.api;

import java.lang.invoke.MethodHandles;

/** One section of a recipe. */
public interface Settings {
  /**
   * {@return the section as a record} Each component is a key; its name in the recipe is the
   * component's in snake_case. Types: int, long, double, boolean, String, an enum, {@link
   * java.util.Optional} and {@link java.util.List} of these, another record, or {@link Settings}
   * for a section that is bound later. A key may be left out when its component is Optional or
   * carries a {@link Default}. An {@link IllegalArgumentException} of the record's constructor
   * becomes an error of this section.
   *
   * @param type the record; it may be package-private
   * @param plugin {@code MethodHandles.lookup()} of the caller, through which the record is made
   * @param <R> the record
   * @throws UserError for each unknown key (naming the nearest), missing or ill-typed one; all of
   *     them in one error
   */
  <R extends Record> R as(Class<R> type, MethodHandles.Lookup plugin);
}
