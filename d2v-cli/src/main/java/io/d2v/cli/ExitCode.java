package io.d2v.cli;

import io.d2v.api.UserError;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** With what a command ends; docs/reliability.md has the same table. */
enum ExitCode {
  DONE(0, "done"),
  INTERNAL(1, "an error in d2v"),
  USAGE(2, "usage"),
  RECIPE(3, "recipe"),
  DATA(4, "data"),
  RUN(5, "checkpoint or run"),
  PLUGIN(6, "plugin"),
  DEVICE(7, "device or memory"),
  NOT_FINITE(8, "training went wrong"),
  COLLAPSED(9, "the representation collapsed"),
  WORKER(10, "another worker of the run"),
  INTERRUPTED(130, "interrupted (the same command goes on)"),
  TERMINATED(143, "terminated (likewise)");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  static ExitCode of(UserError.Kind kind) {
    return switch (kind) {
      case USAGE -> USAGE;
      case RECIPE -> RECIPE;
      case DATA -> DATA;
      case CHECKPOINT -> RUN;
      case PLUGIN -> PLUGIN;
      case DEVICE -> DEVICE;
      case TRAINING -> NOT_FINITE;
      case COLLAPSE -> COLLAPSED;
      case WORKER -> WORKER;
    };
  }

  int number() {
    return number;
  }

  String meaning() {
    return meaning;
  }

  /** All of them, in words. */
  static String all() {
    return Stream.of(values())
        .map(code -> code.number + " " + code.meaning)
        .collect(Collectors.joining(", "));
  }
}
