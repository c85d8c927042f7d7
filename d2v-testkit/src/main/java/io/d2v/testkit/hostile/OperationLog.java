package io.d2v.testkit.hostile;

import io.d2v.testkit.hostile.FileOperation.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Takes down every change that is made, and refuses what its plan says. */
final class OperationLog {
  private final DiskFault.Plan plan;
  private final List<FileOperation> done = new ArrayList<>();
  private int asked;

  OperationLog(DiskFault.Plan plan) {
    this.plan = plan;
  }

  @FunctionalInterface
  interface Change {
    void make() throws IOException;
  }

  synchronized void change(FileOperation operation, Change change) throws IOException {
    Optional<DiskFault> fault = plan.fault(asked++, operation);
    if (fault.isPresent()) {
      throw fault.get().at(operation.path());
    }
    change.make();
    done.add(operation);
  }

  synchronized void read(FileOperation.Read read) throws IOException {
    Optional<DiskFault> fault = plan.fault(asked++, read);
    if (fault.isPresent() && fault.get() != DiskFault.FULL) {
      throw fault.get().at(read.path());
    }
  }

  /** Changes that were made. */
  synchronized List<FileOperation> done() {
    return List.copyOf(done);
  }

  /** What was asked for, refused or not. */
  synchronized int asked() {
    return asked;
  }

  /** A write; where the disk is full, half of it is made all the same. */
  synchronized void write(Write write, Writing writing) throws IOException {
    Optional<DiskFault> fault = plan.fault(asked++, write);
    if (fault.isEmpty()) {
      writing.write(write.bytes());
      done.add(write);
      return;
    }
    if (fault.get() == DiskFault.FULL) {
      byte[] half = Arrays.copyOf(write.bytes(), write.bytes().length / 2);
      writing.write(half);
      done.add(new Write(write.path(), write.position(), half));
    }
    throw fault.get().at(write.path());
  }

  @FunctionalInterface
  interface Writing {
    void write(byte[] bytes) throws IOException;
  }
}
