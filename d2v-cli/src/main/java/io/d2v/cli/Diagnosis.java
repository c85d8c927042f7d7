package io.d2v.cli;

import io.d2v.api.backend.Finding;

/**
 * A finding of the doctor.
 *
 * @param finding what was looked at, and how it is
 * @param code with which the command ends where it is a failure
 */
record Diagnosis(Finding finding, ExitCode code) {
  boolean failed() {
    return finding.level() == Finding.Level.FAILURE;
  }
}
