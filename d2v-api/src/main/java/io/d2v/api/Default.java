package io.d2v.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The value of a settings key that a recipe leaves out, as it would stand in the recipe. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** {@return a YAML scalar or flow list: {@code 0.1}, {@code none}, {@code [1, 2]}} */
  String value();
}
