package io.d2v.testkit.hostile;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/** What a disk refuses an operation with. */
public enum DiskFault {
  /** ENOSPC. A write still puts the first half of its bytes there. */
  FULL,
  /** EIO. */
  BROKEN,
  /** EACCES. */
  DENIED;

  IOException at(String path) {
    return switch (this) {
      case FULL -> new FileSystemException(path, null, "No space left on device");
      case BROKEN -> new FileSystemException(path, null, "Input/output error");
      case DENIED -> new AccessDeniedException(path);
    };
  }

  /** Decides which operations fail. */
  @FunctionalInterface
  public interface Plan {
    /** Nothing fails. */
    Plan NONE = (number, operation) -> Optional.empty();

    /**
     * What an operation fails with, if it does.
     *
     * @param number of the operation, from 0, failed ones counted
     */
    Optional<DiskFault> fault(int number, FileOperation operation);

    /** One operation fails. */
    static Plan once(int failing, DiskFault fault) {
      return (number, operation) -> number == failing ? Optional.of(fault) : Optional.empty();
    }

    /** All operations from this one on fail. */
    static Plan from(int first, DiskFault fault) {
      return (number, operation) -> number >= first ? Optional.of(fault) : Optional.empty();
    }
  }
}
